package org.carecontact.gateway.kafka;

import java.util.Set;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.DoorOpener;
import org.carecontact.gateway.feeds.Feed;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Listens on the topics of hospitals that have a producer of their own. */
@Component
final class KafkaOpener implements DoorOpener {

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final RecordIntake records;
    private final InboundProperties properties;

    @SuppressWarnings("unchecked")
    KafkaOpener(ConsumerFactory<?, ?> consumers, RecordIntake records, InboundProperties properties) {
        this.consumers = (ConsumerFactory<byte[], byte[]>) consumers;
        this.records = records;
        this.properties = properties;
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.KAFKA);
    }

    @Override
    public OpenDoor open(Feed feed) {
        InboundTopic topic = new InboundTopic(feed, consumers, records, properties);
        topic.start();
        return topic;
    }
}
