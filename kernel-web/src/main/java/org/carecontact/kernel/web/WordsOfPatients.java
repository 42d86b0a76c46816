package org.carecontact.kernel.web;

import java.util.List;

/**
 * Paths whose calls take a patient's own words, and the notice of what to do in an emergency. Every refusal there carries
 * it, because the words may tell of one that nobody graded.
 */
public record WordsOfPatients(List<String> patterns, String zh, String en) {

    public WordsOfPatients {
        patterns = List.copyOf(patterns);
    }
}
