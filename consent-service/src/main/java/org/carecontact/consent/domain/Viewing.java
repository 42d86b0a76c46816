package org.carecontact.consent.domain;

import java.time.Instant;
import java.util.List;

/**
 * What somebody was shown, and when.
 *
 * @param active whether exactly these are still the forms to sign
 */
public record Viewing(List<ShownDocument> documents, Instant shownAt, boolean active) {
    public Viewing {
        documents = List.copyOf(documents);
    }
}
