package org.carecontact.vendortwin.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request that was read whole.
 *
 * @param rawQuery as it was sent; empty for none
 * @param query decoded; the first value of each name
 * @param headers by names in lower case; the first value of each
 */
public record Request(
        String method,
        String path,
        String rawQuery,
        Map<String, String> query,
        Map<String, String> headers,
        Body body) {

    /** The bytes that were sent. */
    public record Body(byte[] bytes) {

        /** As UTF-8. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The header's value, empty for none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The query's value, empty for none. */
    public String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /** Scheme, host and port as the caller names them, without a slash at the end. */
    public String base() {
        return "http://" + headers.getOrDefault("host", "127.0.0.1");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
