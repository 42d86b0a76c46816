package org.carecontact.kernel.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Documents.Work;

/**
 * Consumes in batches: one find and one bulk write per collection. A record that can't be used goes to the dead letters
 * and parks its key, so that its successors do not overtake it.
 */
public final class Inbox<C> {

    private final Documents<C, ?, ?, ?> documents;
    private final Function<Received, List<Addressed<C>>> meaning;
    private final Kernel kernel;

    public Inbox(Documents<C, ?, ?, ?> documents, Function<Received, List<Addressed<C>>> meaning, Kernel kernel) {
        this.documents = documents;
        this.meaning = meaning;
        this.kernel = kernel;
    }

    /**
     * Applies the records; on return everything is durable and the offsets may be committed.
     *
     * @throws RegistryUnavailable when a record can't be decoded now: deliver the batch again
     */
    public void accept(List<ConsumerRecord<byte[], byte[]>> records) {
        kernel.meters().batch(records.size());
        Map<ConsumerRecord<byte[], byte[]>, RuntimeException> unusable = new LinkedHashMap<>();
        Map<Work<C>, ConsumerRecord<byte[], byte[]>> origin = new IdentityHashMap<>();
        List<Work<C>> work = new ArrayList<>();
        Map<String, Boolean> parkedNow = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String key = ParkedRecords.key(record);
            if (parkedNow.containsKey(key) || kernel.parked().isParked(record, name())) {
                unusable.put(record, new EventCodec.Poison("its key is parked behind an earlier record"));
                continue;
            }
            try {
                Received received = kernel.events().decode(record);
                for (Addressed<C> addressed : meaning.apply(received)) {
                    Work<C> one = new Work<>(addressed, received.trace());
                    origin.put(one, record);
                    work.add(one);
                }
            } catch (RegistryUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                parkedNow.put(key, true);
                unusable.put(record, e);
            }
        }
        documents.apply(work).forEach((failed, cause) -> unusable.putIfAbsent(origin.get(failed), cause));
        for (ConsumerRecord<byte[], byte[]> record : records) {
            RuntimeException cause = unusable.get(record);
            if (cause != null) {
                kernel.parked().park(record, name(), cause);
            }
        }
    }

    /** Applies one parked record; throws what is still wrong with it. */
    void replay(ConsumerRecord<byte[], byte[]> record) {
        Received received = kernel.events().decode(record);
        List<Work<C>> work = meaning.apply(received).stream()
                .map(addressed -> new Work<>(addressed, received.trace()))
                .toList();
        documents.apply(work).values().stream().findFirst().ifPresent(cause -> {
            throw cause;
        });
    }

    String name() {
        return documents.name();
    }
}
