package org.carecontact.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.carecontact.kernel.store.CommandKey;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.ObjectMapper;

/** Gives controllers the {@link Caller} and the {@link HttpCommand}. */
final class CallerArguments implements HandlerMethodArgumentResolver {

    /** A structured header's string is printable ASCII; surrounding quotes count as part of it here. */
    private static final Predicate<String> KEY =
            Pattern.compile("[!-~](?:[ -~]{0,198}[!-~])?").asMatchPredicate();

    private final ObjectMapper json;
    private final Limits limits;

    CallerArguments(ObjectMapper json, Limits limits) {
        this.json = json;
        this.limits = limits;
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
        Caller caller = Caller.current();
        if (parameter.getParameterType() == Caller.class) {
            return caller;
        }
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("no servlet request");
        }
        String key = request.getHeader("Idempotency-Key");
        if (key == null || !KEY.test(key)) {
            throw Problem.of("idempotency-key-missing").field("Idempotency-Key").exception();
        }
        limits.spend(caller, "commands");
        byte[] body = request.getInputStream().readAllBytes(); // bounded by the door before it
        return new HttpCommand(caller, CommandKey.of(key, caller.person(), request.getRequestURI(), body), body, json);
    }
}
