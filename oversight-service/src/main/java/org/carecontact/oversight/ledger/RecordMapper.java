package org.carecontact.oversight.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes entries from Kafka records; refuses none. */
@Component
final class RecordMapper {

    private final EventCodec codec;

    RecordMapper(EventCodec codec) {
        this.codec = codec;
    }

    /**
     * Returns the entry of a record.
     *
     * @throws RegistryUnavailable when nobody can say now what the record is
     */
    Entry entry(ConsumerRecord<byte[], byte[]> record) {
        String type;
        Summary summary;
        try {
            SpecificRecord payload = codec.decode(record.topic(), record.value());
            type = payload.getSchema().getName();
            summary = Summaries.of(payload);
        } catch (EventCodec.Poison e) {
            type = Entry.UNREADABLE;
            summary = Summary.NONE;
        }
        return new Entry(
                record.offset(),
                header(record, "ce_id"),
                type,
                record.key() == null ? null : Summaries.cut(new String(record.key(), StandardCharsets.UTF_8)),
                header(record, "ce_source"),
                header(record, "ce_subject"),
                sequence(record),
                time(record),
                record.value() == null ? null : sha256(record.value()),
                summary);
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : Summaries.cut(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static @Nullable Long sequence(ConsumerRecord<byte[], byte[]> record) {
        String text = header(record, "ce_sequence");
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        String text = header(record, "ce_time");
        try {
            if (text != null) {
                return Summaries.millis(Instant.ofEpochMilli(Instant.parse(text).toEpochMilli()));
            }
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
        return Instant.ofEpochMilli(record.timestamp());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
