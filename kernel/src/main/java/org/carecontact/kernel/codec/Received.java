package org.carecontact.kernel.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A received event.
 *
 * @param source CloudEvents source, as /carecontact/request-service/tongren
 * @param subject CloudEvents subject: the id of the publishing document
 * @param sequence the event's number in that document, from 1
 * @param time when it was published
 * @param trace the trace it belongs to
 */
public record Received(
        String topic,
        String key,
        String source,
        String subject,
        long sequence,
        Instant time,
        Trace trace,
        SpecificRecord payload) {

    /** Returns whether a record says that it is of this type (CloudEvents type), before it is decoded. */
    public static boolean isOf(ConsumerRecord<byte[], byte[]> record, Class<? extends SpecificRecord> type) {
        Header header = record.headers().lastHeader("ce_type");
        return header != null
                && header.value() != null
                && type.getName().equals(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The publishing service, as request-service. */
    public String service() {
        String[] parts = source.split("/", -1);
        return parts.length > 2 ? parts[2] : source;
    }
}
