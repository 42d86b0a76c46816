package org.carecontact.request.triage;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Every problem of a call that takes a patient's words says what to do in an emergency. */
@RestControllerAdvice
final class EmergencyNotice implements ResponseBodyAdvice<Object> {

    private final Triage triage;

    EmergencyNotice(Triage triage) {
        this.triage = triage;
    }

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter answer,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem && takesWords(request.getURI())) {
            problem.setProperty("emergency", triage.notices().ifUrgent());
        }
        return body;
    }

    private static boolean takesWords(URI call) {
        String path = call.getPath();
        return path.equals("/requests") || path.equals("/triage") || path.startsWith("/coach/");
    }
}
