package org.carecontact.policycli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call to policy-service.
 *
 * @param body to be sent as JSON; null when nothing is sent
 * @param path its segments, not yet encoded
 */
record Question(String method, @Nullable Object body, List<String> path) {

    static Question get(String... path) {
        return new Question("GET", null, List.of(path));
    }

    static Question post(Object body, String... path) {
        return new Question("POST", body, List.of(path));
    }
}
