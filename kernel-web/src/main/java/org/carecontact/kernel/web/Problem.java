package org.carecontact.kernel.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A problem+json answer (RFC 9457) that says what is wrong and what would be right.
 *
 * @param type last part of the type URI, as no-medical-need
 * @param field the part of the body that is meant; null when it is none
 * @param remedy what would be right; null when nothing can be done
 */
public record Problem(
        int status,
        String type,
        String title,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String remedy) {

    /** What RFC 9457 means by no type. */
    static final URI NO_TYPE = URI.create("about:blank");

    private static final String TYPES = "https://carecontact.org/problems/";

    public static Problem of(int status, String type, String title) {
        return new Problem(status, type, title, null, null, null);
    }

    public static Problem notFound() {
        return of(404, "not-found", "There is no such thing here")
                .remedy("Check the id; what is another person's or another hospital's is not shown.");
    }

    public Problem detail(String said) {
        return new Problem(status, type, title, said, field, remedy);
    }

    public Problem field(String name) {
        return new Problem(status, type, title, detail, name, remedy);
    }

    public Problem remedy(String better) {
        return new Problem(status, type, title, detail, field, better);
    }

    /** As Spring's answer body. */
    public ProblemDetail body() {
        ProblemDetail body = ProblemDetail.forStatus(status);
        body.setType(URI.create(TYPES + type));
        body.setTitle(title);
        if (detail != null) {
            body.setDetail(detail);
        }
        if (field != null) {
            body.setProperty("field", field);
        }
        if (remedy != null) {
            body.setProperty("remedy", remedy);
        }
        return body;
    }

    /** To be thrown out of a controller. */
    public ErrorResponseException exception() {
        return new ErrorResponseException(HttpStatusCode.valueOf(status), body(), null);
    }
}
