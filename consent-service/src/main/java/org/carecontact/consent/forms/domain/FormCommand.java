package org.carecontact.consent.forms.domain;

import java.time.Instant;
import java.util.List;

/** The commands of staff to a form. */
public sealed interface FormCommand {

    /**
     * Writes a new wording, which nobody is shown yet.
     *
     * @param sha256 of the wording, hex
     * @param changesMeaning whether whoever signed an earlier version has to sign anew
     * @param by the person who writes it
     */
    record DraftForm(
            DocumentKind kind,
            String language,
            String title,
            List<Section> sections,
            int validDays,
            String sha256,
            boolean changesMeaning,
            String by,
            Instant now)
            implements FormCommand {
        public DraftForm {
            sections = List.copyOf(sections);
        }
    }

    /** Makes a version the one to be signed from now on, in its language. */
    record ActivateForm(String hospital, DocumentKind kind, int version, String by, Instant now)
            implements FormCommand {}

    /** Gives up a draft. */
    record DiscardDraft(int version, Instant now) implements FormCommand {}

    /** It is time to look again for signers to ask anew. */
    record ResumeAsking(Instant now) implements FormCommand {}

    /** Nobody is left to ask about this version. */
    record EndAsking(int version) implements FormCommand {}
}
