package org.carecontact.policy.cases;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.PatientAgeChanged;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Requests, consents and encounters in one batch, so that they meet in one write of their pair. */
@Component
final class PairEventsListener {

    private final Inbox<PairCommand> inbox;

    PairEventsListener(Inbox<PairCommand> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(
            topicPattern = Topics.REQUESTS + "|" + Topics.CONSENTS + "|" + Topics.ANY_ENCOUNTERS,
            groupId = "${spring.application.name}-pairs")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> together = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (Received.isOf(record, PatientAgeChanged.class)) {
                inbox.accept(together); // the pairs that earlier records name are looked up
                inbox.accept(List.of(record));
                together = new ArrayList<>();
            } else {
                together.add(record);
            }
        }
        inbox.accept(together);
    }
}
