package org.carecontact.request.pairs;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.PatientMerged;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.request.patients.domain.NoteMerge;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads which numbers of patients the hospitals merge; what else is on the topic is not decoded. */
@Component
final class MergesListener {

    private final Inbox<NoteMerge> inbox;

    MergesListener(Inbox<NoteMerge> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(topicPattern = Topics.ANY_ENCOUNTERS, groupId = "${spring.kafka.consumer.group-id}-patients")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records.stream()
                .filter(record -> Received.isOf(record, PatientMerged.class))
                .toList());
    }
}
