package org.carecontact.request.terms;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.request.terms.domain.TermsHeard;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads which terms are in force and who signed them. */
@Component
final class TermsListener {

    private final Inbox<TermsHeard> inbox;

    TermsListener(Inbox<TermsHeard> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(topics = Topics.TERMS, groupId = "${spring.kafka.consumer.group-id}-terms")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records);
    }
}
