package org.carecontact.consent.terms.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.DoctorId;

/**
 * A doctor signs the terms.
 *
 * @param active whether what was shown is still exactly what is to be signed
 * @param confirmations ids of the sections that the doctor confirmed
 * @param signature what is recorded if all is well; its confirmations are those that are needed
 */
public record SignTerms(
        String hospital,
        DoctorId doctor,
        boolean active,
        List<String> confirmations,
        TermsSignature signature,
        Instant now) {
    public SignTerms {
        confirmations = List.copyOf(confirmations);
    }
}
