package org.carecontact.request.pairs;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads decisions and consents together, so that a batch becomes one write per pair. */
@Component
final class FactsListener {

    private final Inbox<PairCommand> inbox;

    FactsListener(Inbox<PairCommand> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(topics = {Topics.DECISIONS, Topics.CONSENTS})
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records);
    }
}
