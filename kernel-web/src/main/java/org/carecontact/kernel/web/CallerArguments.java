package org.carecontact.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.carecontact.kernel.store.CommandKey;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.ObjectMapper;

/** Gives controllers the {@link Caller} and the {@link HttpCommand}. */
final class CallerArguments implements HandlerMethodArgumentResolver {

    private static final int LONGEST_KEY = 200;

    private final ObjectMapper json;

    CallerArguments(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == HttpCommand.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Jwt jwt)) {
            throw Problem.of(401, "no-token", "A bearer token is needed").exception();
        }
        Caller caller = Caller.of(jwt);
        if (parameter.getParameterType() == Caller.class) {
            return caller;
        }
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("no servlet request");
        }
        String key = request.getHeader("Idempotency-Key");
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.of(400, "idempotency-key-missing", "The header Idempotency-Key is missing or too long")
                    .field("Idempotency-Key")
                    .remedy("Send a fresh UUID with each new command and the same one when you repeat it.")
                    .exception();
        }
        byte[] body = LimitedBodies.read(request.getInputStream());
        return new HttpCommand(caller, CommandKey.of(key, caller.person(), request.getRequestURI(), body), body, json);
    }
}
