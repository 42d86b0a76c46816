package org.carecontact.oversight.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import org.carecontact.oversight.timeline.domain.TimelineNote;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** The words of the timeline's notes in Chinese and English, from timeline-notes.json. */
@Component
final class TimelineNotes {

    record Text(String zh, String en) {}

    private final Map<TimelineNote, Text> texts;

    /** Fails when a note has no words. */
    TimelineNotes(ObjectMapper json) throws IOException {
        try (InputStream file = new ClassPathResource("timeline-notes.json").getInputStream()) {
            texts = new EnumMap<>(json.readValue(file, new TypeReference<Map<TimelineNote, Text>>() {}));
        }
        for (TimelineNote note : TimelineNote.values()) {
            Text text = texts.get(note);
            if (text == null || text.zh().isBlank() || text.en().isBlank()) {
                throw new IllegalStateException("timeline-notes.json has no words for " + note);
            }
        }
    }

    Text text(TimelineNote note) {
        return texts.getOrDefault(note, new Text("", ""));
    }
}
