package org.carecontact.vendortwin.http;

import java.util.Map;

/** What a caller gets. */
public sealed interface Answer {

    /** An answer in full. */
    record Content(int status, String type, String body, Map<String, String> headers) implements Answer {}

    /** None: the connection ends. */
    record Cut() implements Answer {}

    /** JSON with this status. */
    static Answer json(int status, String body) {
        return new Content(status, "application/json; charset=utf-8", body, Map.of());
    }

    /** A page. */
    static Answer html(int status, String body) {
        return new Content(status, "text/html; charset=utf-8", body, Map.of());
    }

    /** Leads the browser to the address, by GET. */
    static Answer redirect(String address) {
        return new Content(303, "text/plain; charset=utf-8", "", Map.of("Location", address));
    }

    /** Ends the connection without an answer. */
    static Answer cut() {
        return new Cut();
    }
}
