package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

public sealed interface Pure {

    record Asked(Instant at, List<String> words) implements Pure {}

    record Answered(@Nullable String word) implements Pure {}

    static String say(Pure pure) {
        return switch (pure) {
            case Asked(var at, var words) -> at + " " + String.join(",", words);
            case Answered(var word) -> String.valueOf(word);
        };
    }
}
