package org.carecontact.request.channels.domain;

import java.time.Instant;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;

/**
 * The contact that a channel is for.
 *
 * @param user the doctor's id in the hospital's WeCom
 */
public record Grant(
        String hospital,
        RequestId request,
        PatientId patient,
        DoctorId doctor,
        String user,
        Means means,
        Instant startsAt,
        Instant endsAt) {

    Grant by(Means other) {
        return new Grant(hospital, request, patient, doctor, user, other, startsAt, endsAt);
    }

    Grant until(Instant later) {
        return new Grant(hospital, request, patient, doctor, user, means, startsAt, later);
    }

    boolean isTemporary() {
        return means == Means.TEMPORARY_SESSION;
    }
}
