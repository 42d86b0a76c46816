package org.carecontact.request;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.request.domain.PairCommand;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** One listener for both topics, so that a batch folds into one write per pair. */
@Component
final class FactsListener {

    static final String DECISIONS = "carecontact.decisions";
    static final String CONSENTS = "carecontact.consents";

    private final Inbox<PairCommand> inbox;

    FactsListener(Inbox<PairCommand> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(topics = {DECISIONS, CONSENTS})
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records);
    }
}
