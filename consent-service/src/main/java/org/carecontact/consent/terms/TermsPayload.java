package org.carecontact.consent.terms;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carecontact.consent.canonical.CanonicalJson;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.schemas.ids.DoctorId;

/** Writes the canonical JSON of the receipt of a doctor's signature. */
final class TermsPayload {

    private static final String TYPE = "https://carecontact.org/receipts/doctor-terms/1";

    private TermsPayload() {}

    /** It names the doctor by the hospital's id: a promise of nobody would prove nothing. */
    static String of(
            String hospital,
            DoctorId doctor,
            ShownDocument document,
            List<String> confirmations,
            Instant shownAt,
            Instant signedAt,
            Instant validUntil,
            List<String> signatures) {
        return CanonicalJson.of(Map.of(
                "type",
                TYPE,
                "signatures",
                signatures,
                "hospital",
                hospital,
                "doctor",
                doctor.value(),
                "document",
                Map.of(
                        "kind", document.kind().name(),
                        "form", document.form(),
                        "version", document.version(),
                        "language", document.language(),
                        "sha256", document.sha256()),
                "confirmations",
                confirmations,
                "shownAt",
                shownAt.toString(),
                "signedAt",
                signedAt.toString(),
                "validUntil",
                validUntil.toString()));
    }
}
