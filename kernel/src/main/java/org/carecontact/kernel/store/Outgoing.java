package org.carecontact.kernel.store;

import org.apache.avro.specific.SpecificRecord;

/** An event to publish: the topic, the Kafka key (the pair's id on the topics about pairs) and the payload. */
public record Outgoing(String topic, String key, SpecificRecord payload) {}
