package org.carecontact.kernel.inbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Applied;
import org.carecontact.kernel.store.Applied.Touched;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Meters;
import org.carecontact.kernel.store.Work;

/**
 * Consumes in batches: one find and one bulk write per collection. A record that can't be used goes to the dead letters
 * and parks its key, so that its successors do not overtake it.
 */
public final class Inbox<C> {

    private final String name;
    private final Function<List<Work<C>>, Map<Work<C>, RuntimeException>> apply;
    private final Function<List<Received>, Function<Received, List<Addressed<C>>>> meanings;
    private final EventCodec events;
    private final ParkedRecords parked;
    private final Meters meters;

    private Inbox(
            String name,
            Function<List<Work<C>>, Map<Work<C>, RuntimeException>> apply,
            Function<List<Received>, Function<Received, List<Addressed<C>>>> meanings,
            EventCodec events,
            ParkedRecords parked,
            Meters meters) {
        this.name = name;
        this.apply = apply;
        this.meanings = meanings;
        this.events = events;
        this.parked = parked;
        this.meters = meters;
    }

    /**
     * An inbox that first prepares each batch as a whole, for example by one query, and follows up what it left.
     *
     * @param name under which its records are parked; no other inbox of the service has it
     * @param prepare reads what the meanings of these events depend on; what it throws has the batch delivered again
     * @param meaning what one of them means to which documents; empty when nothing
     * @param followUp is given the documents that the batch was for, durably stored, also when they were so before:
     *     what it throws, and a crash, have the batch delivered again
     */
    public static <C, S, P> Inbox<C> of(
            String name,
            Documents<C, S, ?, ?> documents,
            Function<List<Received>, P> prepare,
            BiFunction<Received, P, List<Addressed<C>>> meaning,
            Consumer<List<Touched<S>>> followUp,
            EventCodec events,
            ParkedRecords parked,
            Meters meters) {
        Inbox<C> inbox = new Inbox<>(
                name,
                work -> {
                    Applied<C, S> applied = documents.apply(work);
                    followUp.accept(applied.touched());
                    return applied.failed();
                },
                batch -> {
                    P prepared = prepare.apply(batch);
                    return received -> meaning.apply(received, prepared);
                },
                events,
                parked,
                meters);
        parked.replayedBy(name, inbox::replay);
        return inbox;
    }

    /**
     * Applies the records; on return everything is durable and the offsets may be committed.
     *
     * @return the events of these records in their order, without those that were parked
     * @throws RegistryUnavailable when a record can't be decoded now: deliver the batch again
     */
    public List<Received> accept(List<ConsumerRecord<byte[], byte[]>> records) {
        meters.batch(records.size());
        Map<ConsumerRecord<byte[], byte[]>, RuntimeException> unusable = new IdentityHashMap<>();
        Map<ConsumerRecord<byte[], byte[]>, Received> decoded = decode(records, unusable);
        Map<Work<C>, ConsumerRecord<byte[], byte[]>> origin = new IdentityHashMap<>();
        List<Work<C>> work = work(decoded, unusable, origin);
        apply.apply(work).forEach((failed, cause) -> unusable.putIfAbsent(origin.get(failed), cause));
        for (ConsumerRecord<byte[], byte[]> record : records) {
            RuntimeException cause = unusable.get(record);
            if (cause != null) {
                parked.park(record, name, cause);
                decoded.remove(record);
            }
        }
        return List.copyOf(decoded.values());
    }

    private Map<ConsumerRecord<byte[], byte[]>, Received> decode(
            List<ConsumerRecord<byte[], byte[]>> records,
            Map<ConsumerRecord<byte[], byte[]>, RuntimeException> unusable) {
        Map<ConsumerRecord<byte[], byte[]>, Received> decoded = new LinkedHashMap<>();
        Set<String> parkedNow = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String key = ParkedRecords.key(record);
            if (parkedNow.contains(key) || parked.isParked(record, name)) {
                unusable.put(record, behindAnother());
                continue;
            }
            try {
                decoded.put(record, events.decode(record));
            } catch (RegistryUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                parkedNow.add(key);
                unusable.put(record, e);
            }
        }
        return decoded;
    }

    private List<Work<C>> work(
            Map<ConsumerRecord<byte[], byte[]>, Received> decoded,
            Map<ConsumerRecord<byte[], byte[]>, RuntimeException> unusable,
            Map<Work<C>, ConsumerRecord<byte[], byte[]>> origin) {
        List<Work<C>> work = new ArrayList<>();
        Set<String> parkedNow = new HashSet<>();
        Function<Received, List<Addressed<C>>> meaning = meanings.apply(List.copyOf(decoded.values()));
        decoded.forEach((record, received) -> {
            String key = ParkedRecords.key(record);
            if (parkedNow.contains(key)) {
                unusable.put(record, behindAnother());
                return;
            }
            try {
                for (Addressed<C> addressed : meaning.apply(received)) {
                    Work<C> one = new Work<>(addressed, received.trace());
                    origin.put(one, record);
                    work.add(one);
                }
            } catch (RegistryUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                parkedNow.add(key);
                unusable.put(record, e);
            }
        });
        return work;
    }

    private static RuntimeException behindAnother() {
        return new EventCodec.Poison("its key is parked behind an earlier record");
    }

    /** Applies one parked record; throws if it still can't be used. */
    private void replay(ConsumerRecord<byte[], byte[]> record) {
        Received received = events.decode(record);
        List<Work<C>> work = meanings.apply(List.of(received)).apply(received).stream()
                .map(addressed -> new Work<>(addressed, received.trace()))
                .toList();
        apply.apply(work).values().stream().findFirst().ifPresent(cause -> {
            throw cause;
        });
    }
}
