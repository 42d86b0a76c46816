package org.carecontact.policy;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.policy.domain.DoctorCommand;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** What hospitals say of their doctors, and how many contacts each has. */
@Component
final class DoctorEventsListener {

    private final Inbox<DoctorCommand> inbox;
    private final DoctorsAtHand doctors;
    private final WaitingCases waiting;

    DoctorEventsListener(Inbox<DoctorCommand> inbox, DoctorsAtHand doctors, WaitingCases waiting) {
        this.inbox = inbox;
        this.doctors = doctors;
        this.waiting = waiting;
    }

    @KafkaListener(
            topicPattern = "carecontact\\.requests|hospital\\.[a-z0-9-]+\\.(doctors|schedules)",
            groupId = "${spring.application.name}-doctors")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        doctors.with(records, () -> {
            inbox.accept(records);
            // Also when all of them came before: a crash may have come between.
            waiting.decideAgain(records);
        });
    }
}
