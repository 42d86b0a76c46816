package org.carecontact.consent.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that proves a signature.
 *
 * @param confirmations ids of the sections that were confirmed one by one
 * @param by the person who signed, by the hospital's id
 * @param relation of a family member to the patient; null for the patient
 */
public record Signature(
        List<ShownDocument> documents,
        Instant shownAt,
        Instant signedAt,
        Instant validUntil,
        List<String> confirmations,
        String by,
        @Nullable String relation,
        Receipt receipt) {
    public Signature {
        documents = List.copyOf(documents);
        confirmations = List.copyOf(confirmations);
    }
}
