package org.carecontact.sandbox.day;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.schemas.Topics;

/** Reads every published event and checks what it proves, without asking the services. */
final class Witness {

    /** One published event. */
    private record Seen(long sequence, Instant time, SpecificRecord event) {}

    private final Map<String, TreeMap<Long, Seen>> byDocument = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();
    private final List<String> outOfOrder = new ArrayList<>();
    private final Map<String, List<Seen>> byRequest = new HashMap<>();
    private long repeated;
    private long records;

    static Witness of(Broker broker, EventCodec codec) {
        Witness witness = new Witness();
        broker.read(Topics.ofServices(), record -> witness.see(record, codec));
        return witness;
    }

    private void see(ConsumerRecord<byte[], byte[]> record, EventCodec codec) {
        records++;
        String source = header(record, "ce_source") + " " + header(record, "ce_subject");
        long sequence = Long.parseLong(header(record, "ce_sequence"));
        Seen seen = new Seen(
                sequence, Instant.parse(header(record, "ce_time")), codec.decode(record.topic(), record.value()));
        TreeMap<Long, Seen> document = byDocument.computeIfAbsent(source, key -> new TreeMap<>());
        if (document.putIfAbsent(sequence, seen) != null) {
            repeated++;
            return;
        }
        if (sequence < last.getOrDefault(source, 0L)) {
            outOfOrder.add(source + " " + sequence);
        }
        last.merge(source, sequence, Math::max);
        byRequest
                .computeIfAbsent(request(seen.event()), key -> new ArrayList<>())
                .add(seen);
    }

    long records() {
        return records;
    }

    /** Events that lie on the topics more than once: sent again after a doubt, and dropped by every consumer. */
    long repeated() {
        return repeated;
    }

    /** I3: documents whose numbers have a gap. */
    List<String> gaps() {
        return byDocument.entrySet().stream()
                .filter(document ->
                        document.getValue().lastKey() != document.getValue().size())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** I3: events that lie behind a later one of their document, so that a consumer drops them. */
    List<String> outOfOrder() {
        return outOfOrder;
    }

    /** I1: accepted requests that never were published. */
    List<String> lost(Collection<String> accepted) {
        return accepted.stream()
                .filter(request -> of(request, ContactRequestSubmitted.class).isEmpty())
                .toList();
    }

    /** I5: grants without a signature and a permit before them. */
    List<String> unfounded() {
        List<String> unfounded = new ArrayList<>();
        byRequest.forEach((request, all) -> {
            for (Seen grant : of(request, ContactGranted.class)) {
                boolean signed = of(request, ConsentSigned.class).stream().anyMatch(seen -> before(seen, grant));
                boolean permitted = of(request, PolicyDecided.class).stream()
                        .anyMatch(seen -> before(seen, grant)
                                && ((PolicyDecided) seen.event())
                                                .getAssessment()
                                                .getOutcome()
                                        == PolicyOutcome.PERMIT);
                if (!signed || !permitted) {
                    unfounded.add(request);
                }
            }
        });
        return unfounded;
    }

    /** I6: pairs with a second grant before the first one ended, and requests that were granted twice. */
    Set<String> grantedTwice() {
        Set<String> twice = new HashSet<>();
        byDocument.forEach((document, events) -> {
            boolean active = false;
            Set<String> granted = new HashSet<>();
            for (Seen seen : events.values()) {
                if (seen.event() instanceof ContactGranted grant) {
                    if (active || !granted.add(grant.getRequest().getRequest())) {
                        twice.add(grant.getRequest().getRequest());
                    }
                    active = true;
                } else if (seen.event() instanceof ContactEnded) {
                    active = false;
                }
            }
        });
        return twice;
    }

    /** Withdrawn consents whose contact did not end. */
    List<String> outlivedConsent() {
        return byRequest.keySet().stream()
                .filter(request -> !of(request, ConsentWithdrawn.class).isEmpty()
                        && !of(request, ContactGranted.class).isEmpty()
                        && of(request, ContactEnded.class).isEmpty())
                .toList();
    }

    /** The times from submission to policy's decision, in milliseconds, of all requests that were decided. */
    long[] decisionTimes() {
        return times(request -> of(request, PolicyDecided.class).stream()
                .filter(seen -> ((PolicyDecided) seen.event()).getAssessment().getOutcome() != PolicyOutcome.DEFER)
                .findFirst()
                .or(() -> of(request, PolicyPrechecked.class).stream()
                        .filter(seen -> ((PolicyPrechecked) seen.event())
                                        .getAssessment()
                                        .getOutcome()
                                == PolicyOutcome.DENY)
                        .findFirst()));
    }

    /** The times from submission to grant, in milliseconds. */
    long[] grantTimes() {
        return times(request -> of(request, ContactGranted.class).stream().findFirst());
    }

    /** The median and the 99th percentile; -1 when there is nothing. */
    static long percentile(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    /** Events by type. */
    Map<String, Integer> types() {
        Map<String, Integer> types = new LinkedHashMap<>();
        byDocument
                .values()
                .forEach(document -> document.values()
                        .forEach(seen -> types.merge(seen.event().getSchema().getName(), 1, Integer::sum)));
        return types;
    }

    private interface End {
        Optional<Seen> of(String request);
    }

    private long[] times(End end) {
        return byRequest.keySet().stream()
                .flatMapToLong(request -> {
                    Optional<Seen> submitted =
                            of(request, ContactRequestSubmitted.class).stream().findFirst();
                    Optional<Seen> ended = end.of(request);
                    return submitted.isPresent() && ended.isPresent()
                            ? LongStream.of(Duration.between(
                                            submitted.get().time(), ended.get().time())
                                    .toMillis())
                            : LongStream.empty();
                })
                .sorted()
                .toArray();
    }

    private List<Seen> of(String request, Class<? extends SpecificRecord> type) {
        return byRequest.getOrDefault(request, List.of()).stream()
                .filter(seen -> type.isInstance(seen.event()))
                .toList();
    }

    private static boolean before(Seen one, Seen other) {
        return !one.time().isAfter(other.time());
    }

    /** Returns the request that an event names, itself or in the one record that it carries. */
    static String request(SpecificRecord event) {
        Object inner = event.getSchema().getField("request") == null ? event.get(0) : event;
        if (inner instanceof SpecificRecord record) {
            Schema.Field field = record.getSchema().getField("request");
            Object value = record.get(field.pos());
            return value instanceof SpecificRecord nested
                    ? String.valueOf(
                            nested.get(nested.getSchema().getField("request").pos()))
                    : String.valueOf(value);
        }
        return "";
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
