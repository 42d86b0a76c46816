package org.carecontact.consent.terms.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.domain.Receipt;

/**
 * The proof of a doctor's signature.
 *
 * @param confirmations ids of the sections that were confirmed one by one
 */
public record TermsSignature(
        ShownDocument document,
        Instant shownAt,
        Instant signedAt,
        Instant validUntil,
        List<String> confirmations,
        Receipt receipt) {
    public TermsSignature {
        confirmations = List.copyOf(confirmations);
    }

    /** Returns whether its time is not over; whether its terms are still in force, the forms say. */
    public boolean holds(Instant now) {
        return now.isBefore(validUntil);
    }
}
