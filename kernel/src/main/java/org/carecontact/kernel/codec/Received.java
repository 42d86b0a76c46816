package org.carecontact.kernel.codec;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

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

    /** The publishing service, as request-service. */
    public String service() {
        String[] parts = source.split("/", -1);
        return parts.length > 2 ? parts[2] : source;
    }
}
