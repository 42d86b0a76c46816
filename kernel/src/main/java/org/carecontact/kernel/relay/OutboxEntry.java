package org.carecontact.kernel.relay;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.types.Binary;

/** An encoded and numbered event that waits in its document until Kafka has it. */
public record OutboxEntry(
        long number, String topic, String key, String type, String source, Instant time, String trace, byte[] bytes) {

    public Document toDocument() {
        return new Document("s", number)
                .append("topic", topic)
                .append("key", key)
                .append("type", type)
                .append("source", source)
                .append("time", Date.from(time))
                .append("trace", trace)
                .append("bytes", new Binary(bytes));
    }

    public static OutboxEntry from(Document d) {
        return new OutboxEntry(
                d.getLong("s"),
                d.getString("topic"),
                d.getString("key"),
                d.getString("type"),
                d.getString("source"),
                d.getDate("time").toInstant(),
                d.getString("trace"),
                d.get("bytes", Binary.class).getData());
    }
}
