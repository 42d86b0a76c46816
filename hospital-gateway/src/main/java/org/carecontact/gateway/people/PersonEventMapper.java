package org.carecontact.gateway.people;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.AgeBand;
import org.carecontact.events.PatientAgeChanged;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.SealedContactPoint;
import org.carecontact.gateway.people.domain.Person;
import org.carecontact.gateway.people.domain.PersonEvent;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** Turns domain events of a patient into published events. */
final class PersonEventMapper {

    private PersonEventMapper() {}

    static Optional<Outgoing> outgoing(PersonEvent event) {
        return switch (event) {
            case PersonEvent.PersonNoted _ -> Optional.empty();
            case PersonEvent.ContactPointsChanged(var now, var at) ->
                outgoing(Topics.patients(now.hospital()), now.hospital(), now.patient(), registered(now, at));
            case PersonEvent.AgeBandChanged(var hospital, var patient, var band, var at) ->
                outgoing(
                        Topics.encounters(hospital),
                        hospital,
                        patient,
                        PatientAgeChanged.newBuilder()
                                .setHospital(hospital)
                                .setPatient(patient.value())
                                .setAgeBand(AgeBand.valueOf(band.name()))
                                .setChangedAt(at)
                                .build());
            case PersonEvent.PersonMerged(var now, var by) ->
                outgoing(
                        Topics.encounters(now.hospital()),
                        now.hospital(),
                        now.patient(),
                        PatientMerged.newBuilder()
                                .setHospital(now.hospital())
                                .setPatient(now.patient().value())
                                .setSurvivor(now.survivor().value())
                                .setMergedAt(by.at())
                                .build());
        };
    }

    private static Optional<Outgoing> outgoing(
            String topic, String hospital, PatientId patient, SpecificRecord payload) {
        return Optional.of(new Outgoing(topic, hospital + ":" + patient.encoded(), payload));
    }

    private static PatientRegistered registered(Person.Known now, Instant at) {
        List<SealedContactPoint> points = new ArrayList<>();
        add(points, PersonalValues.PATIENT, now.facts().mobile());
        add(points, PersonalValues.GUARDIAN, now.facts().guardian());
        Sealed name = Said.value(now.facts().name());
        return PatientRegistered.newBuilder()
                .setHospital(now.hospital())
                .setPatient(now.patient().value())
                .setContactPoints(points)
                .setChangedAt(at)
                .setSealedName(name == null ? null : ByteBuffer.wrap(name.bytes()))
                .build();
    }

    private static void add(List<SealedContactPoint> points, String role, @Nullable Said<Sealed> said) {
        Sealed number = Said.value(said);
        if (number != null) {
            points.add(SealedContactPoint.newBuilder()
                    .setRole(role)
                    .setSystem("sms")
                    .setSealed(ByteBuffer.wrap(number.bytes()))
                    .build());
        }
    }
}
