package org.carecontact.kernel.codec;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.SystemLimitException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Turns events into bytes and back: Avro in the Confluent wire format, with the headers of the CloudEvents Kafka
 * protocol binding 1.0. The configuration names the serializer.
 */
public final class EventCodec {

    private static final String TRUSTED = "org.carecontact.events.";
    private static final int WIRE_PREFIX = 5;

    /** No event is larger, so neither is anything in it; Avro takes the memory before it looks for the bytes. */
    private static final int LARGEST_BYTES = 16 * 1024 * 1024;

    private static final int MOST_ITEMS = 100_000;

    static {
        limit(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, LARGEST_BYTES);
        limit(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, LARGEST_BYTES);
        limit(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, MOST_ITEMS);
        // Avro refuses generated classes of packages that are not listed as trusted.
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.DEFAULT, (ClassSecurityPredicate)
                        c -> c.getName().startsWith(TRUSTED)));
    }

    /** Avro reads its limits once, when it decodes for the first time. */
    private static void limit(String property, int most) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(most));
        }
    }

    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    /** Creates the codec from the class names of a Kafka serializer and deserializer and their properties. */
    public EventCodec(String serializer, String deserializer, Map<String, ?> properties) {
        this.serializer = instance(serializer);
        this.deserializer = instance(deserializer);
        this.serializer.configure(properties, false);
        this.deserializer.configure(properties, false);
    }

    /**
     * Encodes an event for Kafka.
     *
     * @throws RegistryUnavailable when the schema's id is not known yet and the registry does not answer
     */
    public byte[] encode(String topic, SpecificRecord payload) {
        try {
            return serializer.serialize(topic, payload);
        } catch (RuntimeException e) {
            throw unavailable(e) ? new RegistryUnavailable(e) : e;
        }
    }

    /**
     * Decodes the value alone.
     *
     * @throws Poison when the bytes are no event of ours
     * @throws RegistryUnavailable when the schema is not known yet and the registry does not answer
     */
    public SpecificRecord decode(String topic, byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < WIRE_PREFIX || bytes[0] != 0) {
            throw new Poison("not in the Confluent wire format (0x00, 4-byte schema id, Avro binary)");
        }
        try {
            if (deserializer.deserialize(topic, bytes) instanceof SpecificRecord record) {
                return record;
            }
            throw new Poison("not an event type of this version");
        } catch (Poison e) {
            throw e;
        } catch (RuntimeException e) {
            if (unavailable(e)) {
                throw new RegistryUnavailable(e);
            }
            throw new Poison("not readable as Avro: " + e.getClass().getSimpleName());
        }
    }

    public Received decode(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        SpecificRecord payload = decode(record.topic(), record.value());
        String sequence = required(headers, "ce_sequence");
        try {
            return new Received(
                    record.topic(),
                    record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                    required(headers, "ce_source"),
                    required(headers, "ce_subject"),
                    Long.parseLong(sequence),
                    Instant.parse(required(headers, "ce_time")),
                    Trace.parse(header(headers, "traceparent")),
                    payload);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new Poison("malformed CloudEvents header: " + e.getMessage());
        }
    }

    /** Builds the record of an event, with its headers. */
    public static ProducerRecord<byte[], byte[]> record(
            String topic,
            String key,
            String type,
            String source,
            String subject,
            long sequence,
            Instant time,
            String trace,
            byte[] bytes) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), bytes);
        add(record.headers(), "ce_specversion", "1.0");
        add(record.headers(), "ce_id", subject + "/" + sequence);
        add(record.headers(), "ce_source", source);
        add(record.headers(), "ce_type", type);
        add(record.headers(), "ce_time", time.toString());
        add(record.headers(), "ce_subject", subject);
        add(record.headers(), "ce_sequence", Long.toString(sequence));
        add(record.headers(), "content-type", "application/avro");
        add(record.headers(), "traceparent", trace);
        return record;
    }

    public static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String required(Headers headers, String name) {
        String value = header(headers, name);
        if (value == null) {
            throw new Poison("without the CloudEvents header " + name);
        }
        return value;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns whether the network or a failure of the registry itself is among the causes. */
    private static boolean unavailable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            // Both are Avro's words for bytes that are no Avro.
            boolean network = cause instanceof IOException
                    && !(cause instanceof EOFException || cause instanceof InvalidNumberEncodingException);
            if (network || status(cause) >= 500 || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    // Kiota's and Confluent's exceptions have it under these names; neither may be imported here.
    private static int status(Throwable answer) {
        for (String name : List.of("getResponseStatusCode", "getStatus")) {
            Method getter = BeanUtils.findMethod(answer.getClass(), name);
            Object status = getter == null ? null : ReflectionUtils.invokeMethod(getter, answer);
            if (status instanceof Integer code && code > 0) {
                return code;
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked")
    private static <T> T instance(String className) {
        try {
            return (T) BeanUtils.instantiateClass(Class.forName(className));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no such class on the class path: " + className, e);
        }
    }

    /** Marks a record that no retry can help. */
    public static final class Poison extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Poison(String reason) {
            super(reason);
        }
    }
}
