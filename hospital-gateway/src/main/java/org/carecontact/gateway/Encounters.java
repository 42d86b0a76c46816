package org.carecontact.gateway;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.AgeBand;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterClass;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.SealedContactPoint;
import org.carecontact.gateway.domain.Encounter;
import org.carecontact.gateway.domain.EncounterCommand;
import org.carecontact.gateway.domain.EncounterDecider;
import org.carecontact.gateway.domain.EncounterEvent;
import org.carecontact.gateway.domain.EncounterRejection;
import org.carecontact.gateway.domain.Visit;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.jspecify.annotations.Nullable;

/** Visits as documents, and what the other services hear of them. */
final class Encounters implements Aggregate<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> {

    private final EncounterDecider decider = new EncounterDecider();

    /** The id of a visit's document. */
    static String id(String hospital, String visit) {
        return hospital + ":" + visit;
    }

    @Override
    public String collection() {
        return "encounters";
    }

    @Override
    public Class<Encounter> stateType() {
        return Encounter.class;
    }

    @Override
    public Decider<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(EncounterEvent event, Encounter after) {
        return switch (event) {
            case EncounterEvent.EncounterChanged(var now, var formerDoctor) -> {
                Visit visit = now.told().visit();
                yield outgoing(visit.hospital(), "encounters", visit.patient(), changed(now, formerDoctor));
            }
            case EncounterEvent.ContactPointsChanged changed ->
                outgoing(changed.hospital(), "patients", changed.patient(), registered(changed));
            case EncounterEvent.MessageHeard _ -> Optional.empty();
        };
    }

    /** Visits wait for nothing but their hospital's messages. */
    @Override
    public Optional<Due> due(Encounter state) {
        return Optional.empty();
    }

    @Override
    public EncounterCommand elapsed(String dueKind, Instant now) {
        throw new IllegalStateException("a visit has no time limit");
    }

    private static Optional<Outgoing> outgoing(String hospital, String topic, String patient, SpecificRecord payload) {
        return Optional.of(new Outgoing("hospital." + hospital + "." + topic, hospital + ":" + patient, payload));
    }

    private static EncounterChanged changed(Encounter.Known now, @Nullable String formerDoctor) {
        Visit visit = now.told().visit();
        EncounterChanged.Builder changed = EncounterChanged.newBuilder()
                .setHospital(visit.hospital())
                .setVisit(visit.visit())
                .setPatient(visit.patient())
                .setDoctor(visit.doctor())
                .setFormerDoctor(formerDoctor)
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
                .setPatient(changed.patient())
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
