package org.carecontact.consent.consents.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.domain.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * The proof of a signature.
 *
 * @param confirmations ids of the sections that were confirmed one by one
 * @param by the person who signed, by the hospital's id
 * @param relation of a family member to the patient, as the token attests it; null for the patient
 * @param authority of a family member, as the token attests it; null when it attests none
 */
public record Signature(
        List<ShownDocument> documents,
        Instant shownAt,
        Instant signedAt,
        Instant validUntil,
        List<String> confirmations,
        String by,
        @Nullable String relation,
        @Nullable String authority,
        Receipt receipt) {
    public Signature {
        documents = List.copyOf(documents);
        confirmations = List.copyOf(confirmations);
    }
}
