package org.carecontact.kernel.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** No controller is given a body of more than 64 KiB, be it a {@link HttpCommand} or a {@code @RequestBody}. */
@RestControllerAdvice
final class LimitedBodies extends RequestBodyAdviceAdapter {

    static final int LARGEST = 64 * 1024;

    /** The whole body, or a 413; of what is too large no more is read than shows it. */
    static byte[] read(InputStream in) throws IOException {
        byte[] body = in.readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw Problem.of(413, "body-too-large", "The body has more than 64 KiB")
                    .remedy("Send less; records and pictures go over the hospital's upload link.")
                    .exception();
        }
        return body;
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        byte[] body = read(message.getBody());
        return new HttpInputMessage() {
            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(body);
            }

            @Override
            public HttpHeaders getHeaders() {
                return message.getHeaders();
            }
        };
    }
}
