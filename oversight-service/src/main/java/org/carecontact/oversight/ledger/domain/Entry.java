package org.carecontact.oversight.ledger.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's entry for one Kafka record.
 *
 * @param id CloudEvents id; null when the record has none
 * @param type the event's name without its package, or {@link #UNREADABLE}
 * @param key the Kafka key: the pair's id, or on carecontact.terms the hospital or its doctor
 * @param source CloudEvents source, as /carecontact/request-service/tongren
 * @param subject CloudEvents subject: the id of the publishing document
 * @param sequence the event's number in that document
 * @param at CloudEvents time, or the record's own when it has none; whole milliseconds
 * @param sha256 of the record's value, hex; null when the record has no value
 */
public record Entry(
        long offset,
        @Nullable String id,
        String type,
        @Nullable String key,
        @Nullable String source,
        @Nullable String subject,
        @Nullable Long sequence,
        Instant at,
        @Nullable String sha256,
        Summary summary) {

    /** The type of a record that could not be decoded: the record is evidence nevertheless. */
    public static final String UNREADABLE = "unreadable";

    /** Returns the publishing service, as request-service, or the whole source if it names none. */
    public @Nullable String service() {
        if (source == null) {
            return null;
        }
        String[] parts = source.split("/", -1);
        return parts.length > 2 ? parts[2] : source;
    }
}
