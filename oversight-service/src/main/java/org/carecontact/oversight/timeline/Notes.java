package org.carecontact.oversight.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Explains each event to people, from notes.json: by its type and, where it matters, its outcome or reason. */
@Component
final class Notes {

    private static final String OTHER = "other";

    private final Map<String, Note> notes;

    Notes(ObjectMapper json) throws IOException {
        try (InputStream file = new ClassPathResource("notes.json").getInputStream()) {
            notes = json.readValue(file, new TypeReference<>() {});
        }
    }

    record Note(String zh, String en) {}

    Note of(String type, @Nullable String outcome, List<String> reasons) {
        return Stream.concat(Stream.ofNullable(outcome), reasons.stream())
                .map(word -> notes.get(type + "." + word))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> notes.getOrDefault(type, Objects.requireNonNull(notes.get(OTHER))));
    }
}
