package org.carecontact.consent.terms.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carecontact.schemas.ids.DoctorId;

/** What a doctor of a hospital has signed. */
public sealed interface DoctorTerms {

    /** All signatures, the newest last; earlier ones prove what held before. */
    List<TermsSignature> signatures();

    /**
     * Returns the signature under exactly this wording that holds now.
     *
     * @param sha256 of the wording, hex
     */
    default Optional<TermsSignature> covering(String sha256, Instant now) {
        return signatures().stream()
                .filter(signature -> signature.document().sha256().equals(sha256) && signature.holds(now))
                .findFirst();
    }

    record Unsigned() implements DoctorTerms {
        @Override
        public List<TermsSignature> signatures() {
            return List.of();
        }
    }

    record Signed(String hospital, DoctorId doctor, List<TermsSignature> signatures) implements DoctorTerms {
        public Signed {
            signatures = List.copyOf(signatures);
        }
    }
}
