package org.carecontact.kernel.web;

import java.util.List;

/**
 * Paths whose calls take a patient's own words. Every refusal there says what to do in an emergency, because nobody may
 * have graded the words.
 */
public record WordsOfPatients(List<String> patterns, String zh, String en) {

    public WordsOfPatients {
        patterns = List.copyOf(patterns);
    }
}
