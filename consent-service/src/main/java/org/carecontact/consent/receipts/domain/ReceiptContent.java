package org.carecontact.consent.receipts.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * The content of a receipt; it names neither patient nor doctor.
 *
 * @param signer PATIENT, GUARDIAN or FAMILY
 * @param attestedRelation the signer's relation to the patient as the token attests it; null when it attests none
 * @param attestedAuthority the signer's authority as the token attests it; null when it attests none
 * @param confirmations ids of the sections that were confirmed one by one
 * @param renews SHA-256 of the receipt of the consent that this one renews; null when it renews none
 */
public record ReceiptContent(
        String hospital,
        RequestId request,
        String signer,
        @Nullable String attestedRelation,
        @Nullable String attestedAuthority,
        List<ShownDocument> documents,
        List<String> confirmations,
        Instant shownAt,
        Instant signedAt,
        Instant validUntil,
        @Nullable String renews) {
    public ReceiptContent {
        documents = List.copyOf(documents);
        confirmations = List.copyOf(confirmations);
    }
}
