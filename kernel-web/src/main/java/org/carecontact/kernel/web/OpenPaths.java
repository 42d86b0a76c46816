package org.carecontact.kernel.web;

import java.util.List;

/** Paths that a service answers without a token, as {@code /receipt-keys}; a token that is sent along is ignored. */
public record OpenPaths(List<String> patterns) {

    public OpenPaths {
        patterns = List.copyOf(patterns);
    }

    public static OpenPaths of(String... patterns) {
        return new OpenPaths(List.of(patterns));
    }
}
