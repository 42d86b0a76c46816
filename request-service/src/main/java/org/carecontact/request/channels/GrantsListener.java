package org.carecontact.request.channels;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;

/** Reads which contacts were granted and ended, from this service's own events. */
final class GrantsListener {

    private final Inbox<ChannelCommand> inbox;

    GrantsListener(Inbox<ChannelCommand> inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(
            topics = Topics.REQUESTS,
            groupId = "${spring.kafka.consumer.group-id}-channels",
            autoStartup = "#{@channelsOverWeCom}")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records.stream()
                .filter(record ->
                        Received.isOf(record, ContactGranted.class) || Received.isOf(record, ContactEnded.class))
                .toList());
    }
}
