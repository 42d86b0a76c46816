package org.carecontact.policy.cases;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
        inbox.accept(records);
    }
}
