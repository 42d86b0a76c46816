package org.carecontact.sandbox.day;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.sandbox.feeds.Hl7Sender;
import org.carecontact.sandbox.feeds.Hl7Sender.Trigger;
import org.carecontact.sandbox.feeds.HospitalSender;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.people.Doctor;
import org.carecontact.sandbox.people.Hospital;
import org.carecontact.sandbox.people.Patient;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;

/**
 * Sends the data of hospitals' own systems: encounters by the door that each hospital has, and doctors as Avro on the
 * hospital's topics.
 */
final class Feeds implements Cast.Hospitals, AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final Duration OPERATION = Duration.ofHours(3);
    private static final Duration CLINIC = Duration.ofHours(4);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TRIES = 60;

    private final Map<String, List<HospitalSender>> senders = new HashMap<>();
    private final Clock clock;
    private int messages;
    private int notAcknowledged;

    Feeds(Running running, Clock clock) {
        this.clock = clock;
        running.endpoints().feeds().forEach(feed -> {
            List<HospitalSender> connections = senders.computeIfAbsent(feed.hospital(), _ -> new ArrayList<>());
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(HospitalSender.of(feed, PATIENCE));
            }
        });
    }

    /**
     * Sends the doctors of all hospitals, with their contact points sealed for notification-service, and their
     * schedules.
     */
    static void doctors(Running running, List<Hospital> hospitals, EventCodec codec, Seal seal, Instant now)
            throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", running.endpoints().kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Hospital hospital : hospitals) {
                for (Doctor doctor : hospital.doctors()) {
                    DoctorChanged event = DoctorChanged.newBuilder()
                            .setHospital(hospital.id())
                            .setDoctor(doctor.id())
                            .setDepartment(doctor.department())
                            .setActive(true)
                            .setSealedContactPoint(ByteBuffer.wrap(seal.close(
                                    doctor.mobile(), SealPurposes.contact(hospital.id(), "DOCTOR", doctor.id()))))
                            .setChangedAt(now)
                            .build();
                    sent.add(producer.send(record(codec, Topics.doctors(hospital.id()), hospital, doctor, event, now)));
                    ScheduleChanged schedule = ScheduleChanged.newBuilder()
                            .setHospital(hospital.id())
                            .setDoctor(doctor.id())
                            .setSlots(List.of(slot(hospital, doctor, now)))
                            .setChangedAt(now)
                            .build();
                    sent.add(producer.send(
                            record(codec, Topics.schedules(hospital.id()), hospital, doctor, schedule, now)));
                }
            }
            for (Future<RecordMetadata> one : sent) {
                var _ = one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            EventCodec codec, String topic, Hospital hospital, Doctor doctor, SpecificRecord event, Instant now) {
        String subject = hospital.id() + ":" + new DoctorId(doctor.id()).encoded();
        return EventCodec.record(
                topic,
                subject,
                event.getSchema().getFullName(),
                "/" + topic.replace('.', '/'),
                subject,
                now.toEpochMilli(),
                now,
                "00-" + "0".repeat(31) + "1-" + "0".repeat(15) + "1-01",
                codec.encode(topic, event));
    }

    /** Returns the doctor's schedule: those who operate do so for hours, all others see patients. */
    private static ScheduleSlot slot(Hospital hospital, Doctor doctor, Instant now) {
        return Plan.operates(hospital, doctor)
                ? new ScheduleSlot(ScheduleKind.SURGERY, now.minus(OPERATION), now.plus(OPERATION))
                : new ScheduleSlot(ScheduleKind.CLINIC, now.minus(CLINIC), now.plus(CLINIC));
    }

    /** Sends the encounter as it stands when the patient asks. */
    void encounter(Visit visit) throws InterruptedException {
        if (visit.story() == Story.NO_ENCOUNTER) {
            return;
        }
        Trigger begins = visit.kind().equals("IMP") ? Trigger.A01 : Trigger.A04;
        Instant begun = clock.instant();
        send(visit, begins, "begin", begun);
        switch (visit.story()) {
            case ENCOUNTER_CANCELLED -> send(visit, Trigger.A11, "cancel", clock.instant());
            case IN_MID_CONSULTATION, WITHDRAWN_WHILE_DEFERRED -> {}
            default -> {
                if (visit.number() % 7 == 0) {
                    send(visit, Trigger.A08, "update", clock.instant());
                }
                if (!visit.kind().equals("IMP")) {
                    finish(visit);
                }
                if (visit.story() == Story.EVERYTHING_TWICE) {
                    send(visit, begins, "begin", begun); // the very same message again, late
                }
            }
        }
    }

    @Override
    public void finish(Visit visit) throws InterruptedException {
        send(visit, Trigger.A03, "finish", clock.instant());
    }

    private void send(Visit visit, Trigger trigger, String step, Instant at) throws InterruptedException {
        List<HospitalSender> connections = senders.getOrDefault(visit.hospital().id(), List.of());
        HospitalSender sender = connections.get(visit.number() % connections.size());
        String patientClass = switch (visit.kind()) {
            case "IMP" -> "I";
            case "VR" -> "VR";
            default -> "O";
        };
        Patient patient = visit.patient();
        Hl7Sender.Visit message = new Hl7Sender.Visit(
                visit.visit(),
                new Hl7Sender.Person(
                        patient.id(),
                        patient.name(),
                        patient.born(),
                        patient.mobile(),
                        new Hl7Sender.Kin(
                                patient.family().name(),
                                patient.needsGuardian() ? "GRD" : "FAM",
                                patient.family().mobile())),
                visit.doctor().id(),
                visit.doctor().department(),
                patientClass);
        String last = "";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                String answer = sender.send(trigger, message, at, visit.visit() + "-" + step);
                last = answer;
                count(answer.equals("AA"));
                if (answer.equals("AR")) {
                    throw new IllegalStateException("the gateway refused " + trigger + " of " + visit.visit());
                }
                if (answer.equals("AA")) {
                    return;
                }
            } catch (IOException e) {
                last = e + " " + e.getCause();
                count(false);
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException(
                "the gateway never acknowledged " + trigger + " of " + visit.visit() + ": " + last);
    }

    private synchronized void count(boolean acknowledged) {
        messages++;
        notAcknowledged += acknowledged ? 0 : 1;
    }

    /** Messages sent, repetitions included. */
    synchronized int messages() {
        return messages;
    }

    /** Messages answered with AE or not at all, and sent again. */
    synchronized int sentAgain() {
        return notAcknowledged;
    }

    @Override
    public void close() {
        senders.values().forEach(connections -> connections.forEach(HospitalSender::close));
    }
}
