package org.carecontact.request.reports;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.MisuseReported;
import org.carecontact.events.ReportDecided;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;

/** Reads what reports mean for contacts, from this service's own events; what else is on the topic is not decoded. */
final class ReportsListener {

    private final Inbox<PairCommand> inbox;

    ReportsListener(Inbox<PairCommand> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(topics = Topics.REQUESTS, groupId = "${spring.kafka.consumer.group-id}-reports")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records.stream()
                .filter(record ->
                        Received.isOf(record, MisuseReported.class) || Received.isOf(record, ReportDecided.class))
                .toList());
    }
}
