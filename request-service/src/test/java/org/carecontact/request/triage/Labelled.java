package org.carecontact.request.triage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.carecontact.request.domain.Grade;
import org.springframework.core.io.ClassPathResource;

/** A sentence and the grade that a person gave it. */
record Labelled(Grade grade, String text) {

    static final String WRITTEN_ALONG = "triage/written-along.txt";
    static final String SECOND_DEVELOPMENT = "triage/second-development.txt";
    static final String THIRD_DEVELOPMENT = "triage/third-development.txt";
    static final String HELD_OUT = "triage/held-out.txt";
    static final String SECOND_HELD_OUT = "triage/second-held-out.txt";
    static final String THIRD_HELD_OUT = "triage/third-held-out.txt";

    static List<Labelled> in(String file) {
        try {
            return new ClassPathResource(file)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", 2))
                    .map(parts -> new Labelled(Grade.valueOf(parts[0]), parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
