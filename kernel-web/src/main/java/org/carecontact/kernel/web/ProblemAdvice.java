package org.carecontact.kernel.web;

import com.mongodb.MongoException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Turns exceptions into problem+json; about a failure of our own it tells nothing but that it happened. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final Map<Integer, String> TYPES = Map.of(
            404, "no-such-path", 405, "method-not-allowed", 406, "not-acceptable", 415, "unsupported-media-type");

    private final Notices notices;
    private final SecurityLog security;
    private final ProblemForms forms;

    ProblemAdvice(Notices notices, SecurityLog security, ProblemForms forms) {
        this.notices = notices;
        this.security = security;
        this.forms = forms;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return face(
                e.getCause() instanceof JacksonException cause
                        ? UnreadableBodies.problem(cause)
                        : Problem.of("malformed-body"),
                request);
    }

    /** A malformed id in a path names nothing (404); any other malformed parameter is the caller's mistake (400). */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e instanceof MethodArgumentTypeMismatchException argument) {
            boolean id = argument.getRequiredType() != null && WebIds.TYPES.contains(argument.getRequiredType());
            return id && argument.getParameter().hasParameterAnnotation(PathVariable.class)
                    ? face(Problem.notFound(), request)
                    : face(Problem.of("bad-parameter").field(argument.getName()), request);
        }
        return face(Problem.of("bad-parameter"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return face(Problem.of("bad-parameter").field(e.getParameterName()), request);
    }

    /** Gives a type and a remedy to refusals by Spring itself, as of a method that is not allowed. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail detail
                && (detail.getType() == null || detail.getType().equals(Problem.NO_TYPE))) {
            Problem problem = Problem.of(
                    TYPES.getOrDefault(status.value(), status.is5xxServerError() ? "internal" : "bad-request"));
            return answer(problem.body(), problem.status(), headers, request);
        }
        return body instanceof ProblemDetail detail
                ? answer(detail, status.value(), headers, request)
                : super.createResponseEntity(body, headers, status, request);
    }

    /** Tomcat notices a parameter that is not UTF-8 only when it is read, and throws this. */
    @ExceptionHandler(IllegalStateException.class)
    ResponseEntity<Object> state(IllegalStateException e, WebRequest request) {
        return e.getClass().getName().equals("org.apache.tomcat.util.http.InvalidParameterException")
                ? face(Problem.of("bad-request"), request)
                : unexpected(e, request);
    }

    @ExceptionHandler({MongoException.class, RegistryUnavailable.class})
    ResponseEntity<Object> unavailable(RuntimeException e, WebRequest request) {
        log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("a command could not be stored now");
        return face(Problem.of("unavailable"), request);
    }

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<Object> unexpected(RuntimeException e, WebRequest request) {
        log.error("unexpected", e);
        return face(Problem.of("internal"), request);
    }

    private ResponseEntity<Object> face(Problem problem, WebRequest request) {
        return answer(problem.body(), problem.status(), problem.headers(), request);
    }

    private ResponseEntity<Object> answer(ProblemDetail body, int status, HttpHeaders headers, WebRequest web) {
        HttpServletRequest request =
                web instanceof NativeWebRequest known ? known.getNativeRequest(HttpServletRequest.class) : null;
        if (request != null) {
            notices.addTo(body, request.getRequestURI());
            if (status == 401 || status == 403 || status == 429) {
                security.refused(Problem.type(body), status, request);
            }
        }
        Optional<ProblemForm> form = forms.of(request == null ? null : request.getRequestURI());
        return ResponseEntity.status(HttpStatusCode.valueOf(status))
                .headers(headers)
                .contentType(form.map(ProblemForm::mediaType).orElse(MediaType.APPLICATION_PROBLEM_JSON))
                .body(form.map(one -> one.written(body)).orElse(body));
    }
}
