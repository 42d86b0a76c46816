package org.carecontact.policy.doctors;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** What hospitals say of their doctors, and how many contacts each has. */
@Component
final class DoctorEventsListener {

    private final Inbox<DoctorCommand> inbox;
    private final DoctorsAtHand doctors;
    private final DoctorNews news;
    private final EventCodec codec;

    DoctorEventsListener(Inbox<DoctorCommand> inbox, DoctorsAtHand doctors, DoctorNews news, EventCodec codec) {
        this.inbox = inbox;
        this.doctors = doctors;
        this.news = news;
        this.codec = codec;
    }

    @KafkaListener(
            topicPattern = Topics.REQUESTS + "|" + Topics.ANY_DOCTORS + "|" + Topics.ANY_SCHEDULES,
            groupId = "${spring.application.name}-doctors")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        doctors.with(records, () -> {
            inbox.accept(records);
            // Also when all of them came before: a crash may have come between.
            spokenOf(records).forEach(news::changed);
        });
    }

    private Map<String, Set<String>> spokenOf(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Set<String>> spokenOf = new HashMap<>();
        records.forEach(record -> note(record, spokenOf));
        return spokenOf;
    }

    private void note(ConsumerRecord<byte[], byte[]> record, Map<String, Set<String>> spokenOf) {
        try {
            switch (codec.decode(record.topic(), record.value())) {
                case DoctorChanged e -> note(e.getHospital(), e.getDoctor(), spokenOf);
                case ScheduleChanged e -> note(e.getHospital(), e.getDoctor(), spokenOf);
                case ContactEnded e -> {
                    ContactRequest request = e.getRequest();
                    if (doctors.counted(request.getHospital(), request.getDoctor())) {
                        note(request.getHospital(), request.getDoctor(), spokenOf);
                    }
                }
                default -> {}
            }
        } catch (Poison e) {
            // The inbox met it before and parked it.
        }
    }

    private static void note(String hospital, String doctor, Map<String, Set<String>> spokenOf) {
        spokenOf.computeIfAbsent(hospital, _ -> new HashSet<>()).add(doctor);
    }
}
