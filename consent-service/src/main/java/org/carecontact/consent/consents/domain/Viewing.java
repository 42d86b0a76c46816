package org.carecontact.consent.consents.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.domain.ShownDocument;

/**
 * The forms that somebody was shown, and when.
 *
 * @param active whether these are still exactly the forms to sign
 */
public record Viewing(List<ShownDocument> documents, Instant shownAt, boolean active) {
    public Viewing {
        documents = List.copyOf(documents);
    }
}
