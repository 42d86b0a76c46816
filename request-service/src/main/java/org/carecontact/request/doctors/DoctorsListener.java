package org.carecontact.request.doctors;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.request.doctors.domain.NoteListing;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads which doctors the hospitals list. */
@Component
final class DoctorsListener {

    private final Inbox<NoteListing> inbox;

    DoctorsListener(Inbox<NoteListing> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(topicPattern = Topics.ANY_DOCTORS, groupId = "${spring.kafka.consumer.group-id}-doctors")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records);
    }
}
