package org.carecontact.request.pairs;

import java.util.List;
import org.carecontact.events.PatientMerged;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.request.patients.KnownPatients;
import org.carecontact.request.patients.domain.NoteMerge;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PatientId;

/** Turns a hospital's merges of its own patients into commands; a merge into itself, by any way, is poison. */
final class MergeEventMapper {

    private final KnownPatients patients;

    MergeEventMapper(KnownPatients patients) {
        this.patients = patients;
    }

    List<Addressed<NoteMerge>> meaning(Received received) {
        if (!(received.payload() instanceof PatientMerged merged)) {
            return List.of();
        }
        String hospital = merged.getHospital();
        if (!Topics.isOf(received.topic(), hospital)) {
            throw new EventCodec.Poison("a hospital other than the topic's");
        }
        PatientId patient = patient(merged.getPatient());
        PatientId survivor = patient(merged.getSurvivor());
        if (patients.leadsTo(hospital, survivor, patient)) {
            throw new EventCodec.Poison("a patient who is merged into themselves");
        }
        return List.of(new Addressed<>(
                hospital,
                KnownPatients.id(hospital, patient),
                "patients",
                received.sequence(),
                List.of(new NoteMerge(survivor, merged.getMergedAt()))));
    }

    private static PatientId patient(String id) {
        return PatientId.parse(id).orElseThrow(() -> new EventCodec.Poison("not the id of a patient"));
    }
}
