package org.carecontact.kernel.web;

import com.mongodb.MongoException;
import java.util.Locale;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what goes wrong into problem+json; never says more of an inner failure than that it was one. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** What Spring refuses by itself, as a method that is not allowed here, has a type and a remedy too. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail detail
                && (detail.getType() == null || detail.getType().equals(Problem.NO_TYPE))) {
            HttpStatus known = HttpStatus.resolve(status.value());
            String type = known == null
                    ? "http-" + status.value()
                    : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Problem problem = Problem.of(status.value(), type, String.valueOf(detail.getTitle()))
                    .detail(String.valueOf(detail.getDetail()))
                    .remedy("See what this service understands under /v3/api-docs.");
            return super.createResponseEntity(problem.body(), headers, status, request);
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    @ExceptionHandler({MongoException.class, RegistryUnavailable.class})
    ResponseEntity<ProblemDetail> unavailable(RuntimeException e) {
        log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("a command could not be stored now");
        return face(Problem.of(503, "unavailable", "It could not be stored now, nothing was changed for sure")
                .remedy("Repeat it with the same Idempotency-Key."));
    }

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<ProblemDetail> unexpected(RuntimeException e) {
        log.error("unexpected", e);
        return face(Problem.of(500, "internal", "Something went wrong here")
                .remedy("Repeat it with the same Idempotency-Key; tell the operator if it stays."));
    }

    private static ResponseEntity<ProblemDetail> face(Problem problem) {
        return ResponseEntity.status(HttpStatusCode.valueOf(problem.status())).body(problem.body());
    }
}
