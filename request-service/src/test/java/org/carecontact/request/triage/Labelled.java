package org.carecontact.request.triage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.core.io.ClassPathResource;

/** A sentence and the grade that a person gave it. */
record Labelled(Grade grade, String text) {

    static final String EXAMPLES = "triage-examples.txt";
    static final String HELD_OUT = "triage/held-out.txt";
    static final String SECOND_HELD_OUT = "triage/second-held-out.txt";
    static final String THIRD_HELD_OUT = "triage/third-held-out.txt";
    static final String FOURTH_HELD_OUT = "triage/fourth-held-out.txt";
    static final String FIFTH_HELD_OUT = "triage/fifth-held-out.txt";

    private static final String LEARNT_ONLY = "# From here on";

    /** Those examples that the rules were made from. */
    static List<Labelled> ofTheRules() {
        return read(EXAMPLES, line -> !line.startsWith(LEARNT_ONLY));
    }

    static List<Labelled> in(String file) {
        return read(file, _ -> true);
    }

    private static List<Labelled> read(String file, Predicate<String> until) {
        try {
            return new ClassPathResource(file)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .takeWhile(until)
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", 2))
                    .map(parts -> new Labelled(Grade.valueOf(parts[0]), parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
