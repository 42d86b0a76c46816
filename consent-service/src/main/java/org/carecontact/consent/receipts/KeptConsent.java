package org.carecontact.consent.receipts;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.consent.receipts.domain.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * The signed consent that a page shows.
 *
 * @param patient the hospital's number
 * @param doctor the hospital's number
 * @param signer PATIENT, GUARDIAN or FAMILY
 * @param relation of a family member to the patient, as the token attests it; null for the patient
 * @param state SIGNED, WITHDRAWN, EXPIRED or CLOSED
 * @param endedAt null while it is in force
 * @param forms as they were signed
 */
public record KeptConsent(
        String hospital,
        String request,
        String patient,
        String doctor,
        String signer,
        @Nullable String relation,
        Instant signedAt,
        Instant validUntil,
        String state,
        @Nullable Instant endedAt,
        List<FormVersion> forms,
        Receipt receipt) {
    public KeptConsent {
        forms = List.copyOf(forms);
    }
}
