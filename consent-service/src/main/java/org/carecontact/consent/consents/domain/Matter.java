package org.carecontact.consent.consents.domain;

import java.util.List;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a consent.
 *
 * @param survivor the patient's id that remained when the hospital merged this one; null while it did not
 */
public record Matter(
        String hospital,
        RequestId request,
        PatientId patient,
        DoctorId doctor,
        Signer signer,
        List<DocumentKind> documents,
        @Nullable PatientId survivor) {

    public Matter {
        documents = List.copyOf(documents);
        if (!documents.contains(DocumentKind.CONSENT)) {
            throw new IllegalArgumentException("nobody consents without a consent form");
        }
    }

    /** Returns whether this is the patient's id, or the one that remained of it. */
    boolean isOf(PatientId id) {
        return id.equals(patient) || id.equals(survivor);
    }

    /** Returns the id that the hospital uses for the patient now. */
    public PatientId remaining() {
        return survivor == null ? patient : survivor;
    }

    Matter carriedTo(@Nullable PatientId remaining) {
        return new Matter(hospital, request, patient, doctor, signer, documents, remaining);
    }

    Matter signedBy(Signer another) {
        return new Matter(hospital, request, patient, doctor, another, documents, survivor);
    }
}
