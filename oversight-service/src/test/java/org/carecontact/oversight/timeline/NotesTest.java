package org.carecontact.oversight.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.carecontact.oversight.ledger.domain.CaseEvent;
import org.carecontact.oversight.ledger.domain.Entry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NotesTest {

    @Test
    void every_event_has_a_note_in_both_languages_whatever_its_outcome() throws IOException {
        Notes notes = new Notes(JsonMapper.shared());
        Notes.Note other = notes.of("SomethingElse", null, List.of());

        for (CaseEvent event : CaseEvent.values()) {
            for (String outcome : List.of("PERMIT", "DEFER", "DENY")) {
                if (event == CaseEvent.POLICY_PRECHECKED && outcome.equals("DEFER")) {
                    continue; // a precheck defers nothing
                }
                Notes.Note note = notes.of(event.type(), outcome, List.of());
                assertThat(note).as(event.type()).isNotEqualTo(other);
                assertThat(note.zh()).isNotBlank();
                assertThat(note.en()).isNotBlank();
            }
        }
        assertThat(notes.of(Entry.UNREADABLE, null, List.of())).isNotEqualTo(other);
    }
}
