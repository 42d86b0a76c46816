package org.carecontact.consent.consents;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.consent.ages.PatientAges;
import org.carecontact.consent.ages.domain.AgeBand;
import org.carecontact.consent.ages.domain.NoteAgeBand;
import org.carecontact.consent.ages.domain.PatientAge;
import org.carecontact.consent.ages.domain.PatientAgeDecider;
import org.carecontact.events.PatientAgeChanged;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PatientId;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears the patients' birthdays that matter; what else is on the topic is not decoded. */
@Component
final class AgesListener {

    private final Inbox<NoteAgeBand> inbox;

    AgesListener(
            Kernel kernel,
            Documents<NoteAgeBand, PatientAge, NoteAgeBand, PatientAgeDecider.Never> ages,
            ComingOfAge comingOfAge) {
        this.inbox = kernel.inbox(ages, batch -> batch, (received, _) -> meaning(received), comingOfAge::told);
    }

    @KafkaListener(topicPattern = Topics.ANY_ENCOUNTERS, groupId = "${spring.kafka.consumer.group-id}-ages")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records.stream()
                .filter(record -> Received.isOf(record, PatientAgeChanged.class))
                .toList());
    }

    private static List<Addressed<NoteAgeBand>> meaning(Received received) {
        if (!(received.payload() instanceof PatientAgeChanged told)) {
            return List.of();
        }
        String hospital = told.getHospital();
        if (!Topics.isOf(received.topic(), hospital)) {
            throw new Poison("a hospital other than the topic's");
        }
        PatientId patient = PatientId.parse(told.getPatient()).orElseThrow(() -> new Poison("not the id of a patient"));
        return List.of(new Addressed<>(
                hospital,
                PatientAges.id(hospital, patient),
                "people",
                received.sequence(),
                List.of(new NoteAgeBand(patient, band(told.getAgeBand())))));
    }

    private static AgeBand band(org.carecontact.events.AgeBand told) {
        return switch (told) {
            case UNDER_14 -> AgeBand.UNDER_14;
            case FROM_14_TO_17 -> AgeBand.FROM_14_TO_17;
            case ADULT -> AgeBand.ADULT;
            case UNKNOWN -> AgeBand.UNKNOWN;
        };
    }
}
