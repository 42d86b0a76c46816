package org.carecontact.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.ObjectMapper;

/** Answers with a problem outside of controllers: in filters, the firewall and the container. */
public final class ProblemAnswers {

    private final ObjectMapper json;
    private final Notices notices;
    private final ProblemForms forms;

    ProblemAnswers(ObjectMapper json, Notices notices, ProblemForms forms) {
        this.json = json;
        this.notices = notices;
        this.forms = forms;
    }

    /** Writes status, headers and body; does nothing when an answer is under way already. */
    public void answer(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ProblemDetail body = problem.body();
        notices.addTo(body, request.getRequestURI());
        Optional<ProblemForm> form = forms.of(request.getRequestURI());
        byte[] bytes = json.writeValueAsString(
                        form.map(one -> one.written(body)).orElse(body))
                .getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        response.setStatus(problem.status());
        problem.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setContentType(form.map(ProblemForm::mediaType)
                .orElse(MediaType.APPLICATION_PROBLEM_JSON)
                .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
