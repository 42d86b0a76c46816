package org.carecontact.kernel.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A problem+json answer (RFC 9457). Its status and its words, English in title, detail and remedy and Chinese in the
 * member {@code zh}, stand under its type in a {@code problems.yml}.
 */
public final class Problem {

    /** The type of a problem without one (RFC 9457). */
    static final URI NO_TYPE = URI.create("about:blank");

    private static final String TYPES = "https://carecontact.org/problems/";

    private final Problems.Entry entry;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final HttpHeaders headers = new HttpHeaders();
    private @Nullable String field;

    private Problem(Problems.Entry entry) {
        this.entry = entry;
    }

    /**
     * Starts a problem of this type.
     *
     * @param type last part of the type URI, as no-medical-need
     * @throws IllegalArgumentException when no problems.yml of the class path has it
     */
    public static Problem of(String type) {
        return new Problem(Problems.entry(type));
    }

    /** The problem for a thing that does not exist or is somebody else's. */
    public static Problem notFound() {
        return of("not-found");
    }

    /** Replaces {@code {name}} in the texts. */
    public Problem with(String name, Object value) {
        values.put(name, String.valueOf(value));
        return this;
    }

    /** Names the part of the body, or the parameter, that is wrong. */
    public Problem field(String name) {
        field = name;
        return this;
    }

    /** Adds a member to the body, for a page that shows more than words. */
    public Problem show(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** Adds a header to the answer, as Retry-After. */
    public Problem header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    /** Returns the last part of a body's type URI. */
    static String type(ProblemDetail body) {
        String uri = String.valueOf(body.getType());
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    public int status() {
        return entry.status();
    }

    public String type() {
        return entry.type();
    }

    HttpHeaders headers() {
        return headers;
    }

    /** Returns the problem as Spring's body of an answer. */
    public ProblemDetail body() {
        ProblemDetail body = ProblemDetail.forStatus(entry.status());
        body.setType(URI.create(TYPES + entry.type()));
        body.setTitle(entry.title().en(values));
        Map<String, String> zh = new LinkedHashMap<>();
        zh.put("title", entry.title().zh(values));
        if (entry.detail() != null) {
            body.setDetail(entry.detail().en(values));
            zh.put("detail", entry.detail().zh(values));
        }
        if (field != null) {
            body.setProperty("field", field);
        }
        if (entry.remedy() != null) {
            body.setProperty("remedy", entry.remedy().en(values));
            zh.put("remedy", entry.remedy().zh(values));
        }
        body.setProperty("zh", zh);
        members.forEach(body::setProperty);
        return body;
    }

    /** Returns an exception for a controller to throw. */
    public ErrorResponseException exception() {
        ErrorResponseException exception =
                new ErrorResponseException(HttpStatusCode.valueOf(entry.status()), body(), null);
        exception.getHeaders().putAll(headers);
        return exception;
    }
}
