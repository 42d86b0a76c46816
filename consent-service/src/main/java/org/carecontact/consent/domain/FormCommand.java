package org.carecontact.consent.domain;

import java.time.Instant;
import java.util.List;

/** What can be wanted of a form. */
public sealed interface FormCommand {

    /**
     * A new wording, not usable yet.
     *
     * @param sha256 of the wording, hex
     */
    record DraftForm(
            DocumentKind kind,
            String language,
            String title,
            List<Section> sections,
            int validDays,
            String sha256,
            Instant now)
            implements FormCommand {
        public DraftForm {
            sections = List.copyOf(sections);
        }
    }

    /** The wording is the one to be signed from now on, in its language. */
    record ActivateForm(int version, Instant now) implements FormCommand {}
}
