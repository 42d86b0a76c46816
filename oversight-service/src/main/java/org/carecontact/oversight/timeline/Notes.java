package org.carecontact.oversight.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Explains each event to people, from notes.json: by the event's type and, where it matters, its outcome. */
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

    Note of(String type, @Nullable String outcome) {
        Note note = notes.get(type + "." + outcome);
        return note != null ? note : notes.getOrDefault(type, Objects.requireNonNull(notes.get(OTHER)));
    }
}
