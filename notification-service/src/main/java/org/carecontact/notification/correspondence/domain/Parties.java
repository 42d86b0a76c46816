package org.carecontact.notification.correspondence.domain;

import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * The patient and the doctor of a request, by the hospital's own ids.
 *
 * @param survivor the patient's id that remained when the hospital merged this one; null while it did not
 */
public record Parties(
        String hospital,
        PairId pair,
        RequestId request,
        PatientId patient,
        DoctorId doctor,
        @Nullable PatientId survivor) {

    /** The id under which the patient is reached. */
    public PatientId reached() {
        return survivor == null ? patient : survivor;
    }

    /** Returns the parties as these newer ones know them; whoever does not know a survivor says nothing of one. */
    Parties following(Parties newer) {
        return newer.survivor == null ? this : new Parties(hospital, pair, request, patient, doctor, newer.survivor);
    }
}
