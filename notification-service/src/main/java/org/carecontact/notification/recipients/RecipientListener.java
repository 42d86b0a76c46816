package org.carecontact.notification.recipients;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.SealedContactPoint;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.notification.recipients.domain.ContactPoint;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads the contact points of patients and doctors, and patients' names, from the hospitals' topics. */
@Component
final class RecipientListener {

    private static final Pattern TOPIC = Pattern.compile("hospital\\.([a-z0-9-]{2,24})\\.(patients|doctors)");

    private static final String SMS = "sms";

    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients;
    private final Seal seal;
    private final PersonalKeys keys;
    private final Marks marks;
    private final Inbox<RecipientCommand> inbox;

    RecipientListener(
            Kernel kernel,
            Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients,
            Seal seal,
            PersonalKeys keys,
            Marks marks) {
        this.recipients = recipients;
        this.seal = seal;
        this.keys = keys;
        this.marks = marks;
        this.inbox = kernel.inbox(recipients, this::meaning);
    }

    @KafkaListener(
            topicPattern = "hospital\\.[a-z0-9-]{2,24}\\.(patients|doctors)",
            groupId = "${spring.application.name}-recipients")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> together = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Optional<Tombstone> tombstone = Tombstone.of(record);
            if (tombstone.isPresent()) {
                inbox.accept(together); // records before the tombstone are applied first
                together = new ArrayList<>();
                erase(tombstone.get());
            } else {
                together.add(placed(record));
            }
        }
        inbox.accept(together);
    }

    private void erase(Tombstone tombstone) {
        recipients.handle(
                tombstone.hospital(),
                RecipientAggregate.id(tombstone.hospital(), tombstone.patient()),
                new RecipientCommand.Erase(tombstone.position()));
    }

    private List<Addressed<RecipientCommand>> meaning(Received received) {
        return switch (received.payload()) {
            case PatientRegistered e -> List.of(registered(received, e));
            case DoctorChanged e -> List.of(changed(received, e));
            case DepartmentChanged _ -> List.of(); // nobody to reach
            default -> throw new EventCodec.Poison("not an event of this topic");
        };
    }

    private Addressed<RecipientCommand> registered(Received received, PatientRegistered e) {
        PatientId patient =
                PatientId.parse(e.getPatient()).orElseThrow(() -> new EventCodec.Poison("not the id of a patient"));
        mustBeOwn(received, e.getHospital(), "patients", patient.encoded());
        String id = RecipientAggregate.id(e.getHospital(), patient);
        PersonalKeys.Envelope envelope = keys.fresh(id);
        List<ContactPoint> points = new ArrayList<>();
        for (SealedContactPoint point : e.getContactPoints()) {
            Addressee of = switch (point.getRole()) {
                case "PATIENT" -> Addressee.PATIENT;
                case "GUARDIAN" -> Addressee.GUARDIAN;
                default -> throw new EventCodec.Poison("a contact point of neither patient nor guardian");
            };
            points.add(point(
                    envelope,
                    of,
                    point.getSystem(),
                    opened(
                            point.getSealed(),
                            SealPurposes.contact(e.getHospital(), of.name(), e.getPatient()),
                            "a contact point")));
        }
        ByteBuffer name = e.getSealedName();
        return addressed(
                received,
                e.getHospital(),
                id,
                envelope,
                points,
                name == null
                        ? null
                        : envelope.close(opened(
                                name,
                                SealPurposes.name(e.getHospital(), Addressee.PATIENT.name(), e.getPatient()),
                                "a name")));
    }

    private Addressed<RecipientCommand> changed(Received received, DoctorChanged e) {
        DoctorId doctor =
                DoctorId.parse(e.getDoctor()).orElseThrow(() -> new EventCodec.Poison("not the id of a doctor"));
        mustBeOwn(received, e.getHospital(), "doctors", doctor.encoded());
        String id = RecipientAggregate.id(e.getHospital(), doctor);
        PersonalKeys.Envelope envelope = keys.fresh(id);
        List<ContactPoint> points = new ArrayList<>();
        if (e.getActive()) {
            points.add(point(envelope, Addressee.DOCTOR, Addressee.DOCTOR.usualSystem(), e.getDoctor()));
            if (e.getSealedContactPoint() != null) {
                String purpose = SealPurposes.contact(e.getHospital(), Addressee.DOCTOR.name(), e.getDoctor());
                points.add(point(
                        envelope,
                        Addressee.DOCTOR,
                        SMS,
                        opened(e.getSealedContactPoint(), purpose, "a contact point")));
            }
        }
        return addressed(received, e.getHospital(), id, envelope, points, null);
    }

    private ContactPoint point(PersonalKeys.Envelope envelope, Addressee of, String system, String point) {
        return new ContactPoint(of, system, envelope.close(point), "", marks.of(system, point), null);
    }

    /** Opens what the hospital sealed. */
    private String opened(ByteBuffer sealed, String purpose, String what) {
        byte[] bytes = new byte[sealed.remaining()];
        sealed.duplicate().get(bytes);
        try {
            return seal.open(bytes, purpose);
        } catch (IllegalArgumentException e) {
            throw new EventCodec.Poison(what + " that was not sealed for this person");
        }
    }

    private static Addressed<RecipientCommand> addressed(
            Received received,
            String hospital,
            String id,
            PersonalKeys.Envelope envelope,
            List<ContactPoint> points,
            @Nullable String name) {
        return new Addressed<>(
                hospital,
                id,
                "hospital",
                received.sequence(),
                List.of(new RecipientCommand.Register(received.sequence(), envelope.wrappedKey(), points, name)));
    }

    /** A hospital speaks for its own people only, each under their own key. */
    private static void mustBeOwn(Received received, String hospital, String people, String encoded) {
        Matcher topic = TOPIC.matcher(received.topic());
        if (!topic.matches() || !topic.group(1).equals(hospital)) {
            throw new EventCodec.Poison("a payload of another hospital");
        }
        if (!topic.group(2).equals(people) || !received.key().equals(hospital + ":" + encoded)) {
            throw new EventCodec.Poison("a payload of another person than its key");
        }
    }

    /**
     * Numbers records by the topic's own order within a key: publishers may come and go, and a tombstone has no number.
     */
    private static ConsumerRecord<byte[], byte[]> placed(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader("ce_sequence") != null) {
            record.headers()
                    .remove("ce_sequence")
                    .add("ce_sequence", Long.toString(positionOf(record)).getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    private static long positionOf(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() + 1;
    }

    /** A null value in a compacted topic: the patient is to be erased. */
    private record Tombstone(String hospital, PatientId patient, long position) {

        /** Empty for all other records; a null value for an unknown patient is left to be parked. */
        static Optional<Tombstone> of(ConsumerRecord<byte[], byte[]> record) {
            Matcher topic = TOPIC.matcher(record.topic());
            if (record.value() != null
                    || record.key() == null
                    || !topic.matches()
                    || !topic.group(2).equals("patients")) {
                return Optional.empty();
            }
            String key = new String(record.key(), StandardCharsets.UTF_8);
            String own = topic.group(1) + ":";
            return key.startsWith(own)
                    ? PatientId.decode(key.substring(own.length()))
                            .map(patient -> new Tombstone(topic.group(1), patient, positionOf(record)))
                    : Optional.empty();
        }
    }
}
