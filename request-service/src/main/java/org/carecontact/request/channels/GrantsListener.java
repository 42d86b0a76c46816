package org.carecontact.request.channels;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.schemas.Topics;
import org.springframework.kafka.annotation.KafkaListener;

/** Reads which contacts were granted and ended, from this service's own events. */
final class GrantsListener {

    private static final List<Class<? extends SpecificRecord>> HEARD = List.of(
            ContactGranted.class,
            ContactRenewed.class,
            ContactSuspended.class,
            ContactResumed.class,
            ContactEnded.class);

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
                .filter(record -> HEARD.stream().anyMatch(type -> Received.isOf(record, type)))
                .toList());
    }
}
