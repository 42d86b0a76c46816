package org.carecontact.gateway.encounters;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.AgeBand;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterClass;
import org.carecontact.events.EncounterStatus;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.Visit;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** Turns domain events of a visit into published events. */
final class EncounterEventMapper {

    private EncounterEventMapper() {}

    static Optional<Outgoing> outgoing(EncounterEvent event) {
        return switch (event) {
            case EncounterEvent.EncounterChanged(var now, var formerDoctor) ->
                changed(now, formerDoctor).flatMap(payload -> {
                    Visit visit = now.told().visit();
                    return outgoing(Topics.encounters(visit.hospital()), visit.hospital(), visit.patient(), payload);
                });
            case EncounterEvent.AliasChanged(var now, var formerDoctor, var alias) ->
                changed(now, formerDoctor).flatMap(payload -> {
                    String hospital = now.told().hospital();
                    return outgoing(
                            Topics.encounters(hospital),
                            hospital,
                            alias,
                            EncounterChanged.newBuilder(payload)
                                    .setPatient(alias.value())
                                    .build());
                });
            case EncounterEvent.EncounterLeft(var before, var at) ->
                left(before, at).flatMap(payload -> {
                    Visit visit = before.told().visit();
                    return outgoing(Topics.encounters(visit.hospital()), visit.hospital(), visit.patient(), payload);
                });
            case EncounterEvent.MessageHeard _, EncounterEvent.EncounterRenumbered _ -> Optional.empty();
        };
    }

    private static Optional<Outgoing> outgoing(
            String topic, String hospital, PatientId patient, SpecificRecord payload) {
        return Optional.of(new Outgoing(topic, hospital + ":" + patient.encoded(), payload));
    }

    /** Empty while the visit is nobody's: a doctor who is named later hears of it then. */
    private static Optional<EncounterChanged> changed(Encounter.Known now, @Nullable DoctorId formerDoctor) {
        Visit visit = now.told().visit();
        List<DoctorId> former = now.told().formerDoctors();
        boolean withdrawn = visit.doctor() == null;
        if (withdrawn && former.isEmpty()) {
            return Optional.empty();
        }
        DoctorId doctor = visit.doctor() == null ? former.getLast() : visit.doctor();
        EncounterChanged.Builder changed = EncounterChanged.newBuilder()
                .setHospital(visit.hospital())
                .setVisit(visit.visit().value())
                .setPatient(visit.patient().value())
                .setDoctor(doctor.value())
                .setFormerDoctor(withdrawn || formerDoctor == null ? null : formerDoctor.value())
                .setFormerDoctors(former.stream()
                        .filter(one -> !one.equals(doctor))
                        .map(DoctorId::value)
                        .toList())
                .setDepartment(visit.department() == null ? "" : visit.department())
                .setEncounterClass(
                        switch (visit.encounterClass()) {
                            case AMB -> EncounterClass.AMB;
                            case IMP -> EncounterClass.IMP;
                            case VR -> EncounterClass.VR;
                            case EMER -> EncounterClass.EMER;
                            case null -> EncounterClass.UNKNOWN;
                        })
                .setAgeBand(
                        switch (visit.ageBand()) {
                            case UNKNOWN -> AgeBand.UNKNOWN;
                            case UNDER_14 -> AgeBand.UNDER_14;
                            case FROM_14_TO_17 -> AgeBand.FROM_14_TO_17;
                            case ADULT -> AgeBand.ADULT;
                        })
                .setChangedAt(visit.changedAt());
        switch (now) {
            // Who had it and has it no longer sees it end, as on a handover.
            case Encounter.InProgress _
            when withdrawn -> changed.setStatus(EncounterStatus.FINISHED).setFinishedAt(visit.changedAt());
            case Encounter.InProgress _ -> changed.setStatus(EncounterStatus.IN_PROGRESS);
            case Encounter.Finished(var told) ->
                changed.setStatus(EncounterStatus.FINISHED)
                        .setFinishedAt(told.marks().end());
            case Encounter.Cancelled _ -> changed.setStatus(EncounterStatus.CANCELLED);
        }
        return Optional.of(changed.build());
    }

    /** A visit that has passed to another patient was never this one's. */
    private static Optional<EncounterChanged> left(Encounter.Known before, Instant at) {
        return changed(before, null)
                .map(changed -> EncounterChanged.newBuilder(changed)
                        .setStatus(EncounterStatus.CANCELLED)
                        .setFinishedAt(null)
                        .setChangedAt(at)
                        .build());
    }
}
