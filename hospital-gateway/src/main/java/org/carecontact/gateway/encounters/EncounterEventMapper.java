package org.carecontact.gateway.encounters;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.AgeBand;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterClass;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.SealedContactPoint;
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
            case EncounterEvent.EncounterChanged(var now, var formerDoctor) -> {
                Visit visit = now.told().visit();
                yield outgoing(
                        Topics.encounters(visit.hospital()),
                        visit.hospital(),
                        visit.patient(),
                        changed(now, formerDoctor));
            }
            case EncounterEvent.ContactPointsChanged changed ->
                outgoing(
                        Topics.patients(changed.hospital()),
                        changed.hospital(),
                        changed.patient(),
                        registered(changed));
            case EncounterEvent.MessageHeard _ -> Optional.empty();
        };
    }

    private static Optional<Outgoing> outgoing(
            String topic, String hospital, PatientId patient, SpecificRecord payload) {
        return Optional.of(new Outgoing(topic, hospital + ":" + patient.encoded(), payload));
    }

    private static EncounterChanged changed(Encounter.Known now, @Nullable DoctorId formerDoctor) {
        Visit visit = now.told().visit();
        EncounterChanged.Builder changed = EncounterChanged.newBuilder()
                .setHospital(visit.hospital())
                .setVisit(visit.visit().value())
                .setPatient(visit.patient().value())
                .setDoctor(visit.doctor().value())
                .setFormerDoctor(formerDoctor == null ? null : formerDoctor.value())
                .setFormerDoctors(
                        now.told().formerDoctors().stream().map(DoctorId::value).toList())
                .setDepartment(visit.department())
                .setEncounterClass(
                        switch (visit.encounterClass()) {
                            case AMB -> EncounterClass.AMB;
                            case IMP -> EncounterClass.IMP;
                            case VR -> EncounterClass.VR;
                            case EMER -> EncounterClass.EMER;
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
            case Encounter.InProgress _ -> changed.setStatus(EncounterStatus.IN_PROGRESS);
            case Encounter.Finished(var told) ->
                changed.setStatus(EncounterStatus.FINISHED)
                        .setFinishedAt(told.marks().finishedAt());
            case Encounter.Cancelled _ -> changed.setStatus(EncounterStatus.CANCELLED);
        }
        return changed.build();
    }

    private static PatientRegistered registered(EncounterEvent.ContactPointsChanged changed) {
        return PatientRegistered.newBuilder()
                .setHospital(changed.hospital())
                .setPatient(changed.patient().value())
                .setContactPoints(changed.contactPoints().stream()
                        .map(point -> SealedContactPoint.newBuilder()
                                .setRole(point.role())
                                .setSystem("sms")
                                .setSealed(ByteBuffer.wrap(point.sealed()))
                                .build())
                        .toList())
                .setChangedAt(changed.at())
                .build();
    }
}
