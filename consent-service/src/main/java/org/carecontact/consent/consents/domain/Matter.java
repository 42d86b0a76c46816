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
 * @param served what its signers were shown so far, the newest occasions, oldest first; null as before it was kept
 */
public record Matter(
        String hospital,
        RequestId request,
        PatientId patient,
        DoctorId doctor,
        Signer signer,
        List<DocumentKind> documents,
        @Nullable PatientId survivor,
        @Nullable List<Served> served) {

    public Matter {
        documents = List.copyOf(documents);
        served = served == null ? List.of() : List.copyOf(served);
        if (!documents.contains(DocumentKind.CONSENT)) {
            throw new IllegalArgumentException("nobody consents without a consent form");
        }
        if (!documents.stream().allMatch(DocumentKind::ofPatients)) {
            throw new IllegalArgumentException("the doctor's terms are not the patient's to sign");
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
        return new Matter(hospital, request, patient, doctor, signer, documents, remaining, served);
    }

    Matter signedBy(Signer another) {
        return new Matter(hospital, request, patient, doctor, another, documents, survivor, served);
    }

    /** Returns what its signers were shown so far, the newest occasions, oldest first. */
    public List<Served> shown() {
        return served == null ? List.of() : served;
    }

    Matter with(Served one) {
        return new Matter(hospital, request, patient, doctor, signer, documents, survivor, one.addedTo(shown()));
    }
}
