package org.carecontact.policy;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.messaging.Inbox;
import org.carecontact.policy.domain.DoctorCommand;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** What hospitals say of their doctors. */
@Component
final class DoctorEventsListener {

    private final Inbox<DoctorCommand> inbox;

    DoctorEventsListener(Inbox<DoctorCommand> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(
            topicPattern = "hospital\\.[a-z0-9-]+\\.(doctors|schedules)",
            groupId = "${spring.application.name}-doctors")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records);
    }
}
