package org.carecontact.oversight.ledger;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.bson.Document;
import org.carecontact.kernel.metrics.Metrics;
import org.carecontact.oversight.ledger.domain.Block;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes the chains of blocks. A block's id contains its number, so only one of two writers that hold the same newest
 * block can append the next.
 */
@Component
class Ledger {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final int DUPLICATE_KEY = 11000;
    private static final int ATTEMPTS = 20;

    private final Blocks stored;
    private final MongoCollection<Document> blocks;
    private final Clock clock;
    private final Counter writtenBlocks;
    private final Counter writtenEntries;
    private final Counter lostRaces;
    private final Counter absentOffsets;
    private final Counter contradictions;
    private final Map<ChainId, Head> heads = new ConcurrentHashMap<>();

    Ledger(Blocks stored, Clock clock, MeterRegistry meters) {
        this.stored = stored;
        blocks = stored.collection();
        this.clock = clock;
        writtenBlocks = Metrics.counter(meters, Metric.LEDGER_BLOCKS);
        writtenEntries = Metrics.counter(meters, Metric.LEDGER_ENTRIES);
        lostRaces = Metrics.counter(meters, Metric.LEDGER_RACES_LOST);
        contradictions = Metrics.counter(meters, Metric.LEDGER_CONTRADICTIONS);
        absentOffsets = Metrics.counter(meters, Metric.LEDGER_OFFSETS_ABSENT);
    }

    /**
     * Appends those entries that are new; on return all entries are durable.
     *
     * @param arrived entries in the order of their offsets
     * @throws IllegalStateException when what comes again is not what came before; nothing of it is written
     */
    void append(Map<ChainId, List<Entry>> arrived) {
        Map<ChainId, List<Entry>> left = new LinkedHashMap<>(arrived);
        int lost = 0;
        try {
            while (true) {
                List<Block> next = next(left);
                if (next.isEmpty()) {
                    return;
                }
                Set<Integer> refused = insert(next);
                for (int i = 0; i < next.size(); i++) {
                    Block block = next.get(i);
                    if (refused.contains(i)) {
                        heads.remove(block.chain());
                        lostRaces.increment();
                    } else {
                        written(block);
                        left.computeIfPresent(block.chain(), (_, entries) -> after(block.to(), entries));
                    }
                }
                if (!refused.isEmpty() && ++lost == ATTEMPTS) {
                    throw new IllegalStateException("lost the race for a block " + ATTEMPTS + " times");
                }
            }
        } catch (RuntimeException e) {
            // The write may have happened nevertheless: look again before the next one.
            arrived.keySet().forEach(heads::remove);
            throw e;
        }
    }

    /**
     * Appends one entry of our own to a chain that no topic feeds.
     *
     * @param at makes the entry for the offset that is free
     */
    void appendNext(ChainId chain, LongFunction<Entry> at) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Head head = stored.head(chain);
            Block next =
                    Block.after(head, clock.instant().truncatedTo(ChronoUnit.MILLIS), List.of(at.apply(head.to() + 1)));
            if (insert(List.of(next)).isEmpty()) {
                return;
            }
            lostRaces.increment();
        }
        throw new IllegalStateException("lost the race for a block " + ATTEMPTS + " times");
    }

    /** Forgets the remembered ends of these chains: another writer may have written since. */
    void forget(Iterable<ChainId> chains) {
        chains.forEach(heads::remove);
    }

    private List<Block> next(Map<ChainId, List<Entry>> left) {
        List<Block> next = new ArrayList<>();
        Iterator<Map.Entry<ChainId, List<Entry>>> chains = left.entrySet().iterator();
        while (chains.hasNext()) {
            Map.Entry<ChainId, List<Entry>> arrived = chains.next();
            Head head = heads.computeIfAbsent(arrived.getKey(), stored::head);
            if (arrived.getValue().getFirst().offset() <= head.to()) {
                mustBeKnown(arrived.getKey(), arrived.getValue(), head);
            }
            if (arrived.getValue().getLast().offset() <= head.to()) {
                chains.remove();
            } else {
                next.add(Block.after(head, clock.instant().truncatedTo(ChronoUnit.MILLIS), arrived.getValue()));
            }
        }
        return next;
    }

    private static @Nullable List<Entry> after(long offset, List<Entry> entries) {
        List<Entry> later =
                entries.stream().filter(entry -> entry.offset() > offset).toList();
        return later.isEmpty() ? null : later;
    }

    /**
     * Requires that repeated entries equal those in the ledger; otherwise the topic was made anew or lost its end, and
     * its offsets lie.
     */
    private void mustBeKnown(ChainId chain, List<Entry> arrived, Head head) {
        Map<Long, Entry> again = new HashMap<>();
        arrived.stream()
                .filter(entry -> entry.offset() <= head.to())
                .forEach(entry -> again.put(entry.offset(), entry));
        Document overlapping = new Document("topic", chain.topic())
                .append("partition", chain.partition())
                .append("to", new Document("$gte", arrived.getFirst().offset()))
                .append("from", new Document("$lte", arrived.getLast().offset()));
        for (Document block : blocks.find(overlapping)) {
            for (Document document : block.getList("entries", Document.class)) {
                Entry known = BlockDocuments.entry(document);
                Entry now = again.get(known.offset());
                if (now != null && !Objects.equals(now.sha256(), known.sha256())) {
                    contradictions.increment();
                    throw new IllegalStateException("the log was rewritten: " + chain.topic() + "/" + chain.partition()
                            + " has another record at offset " + known.offset() + " than the ledger");
                }
            }
        }
    }

    /** Returns the places of the entries that were there already. */
    private Set<Integer> insert(List<Block> next) {
        try {
            blocks.insertMany(
                    next.stream().map(BlockDocuments::document).toList(), new InsertManyOptions().ordered(false));
            return Set.of();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            Set<Integer> refused = new HashSet<>();
            e.getWriteErrors().forEach(error -> refused.add(error.getIndex()));
            return refused;
        }
    }

    private void written(Block block) {
        Head before = heads.put(block.chain(), block.head());
        writtenBlocks.increment();
        writtenEntries.increment(block.entries().size());
        long absent = block.to()
                - (before == null ? -1 : before.to())
                - block.entries().size();
        if (absent > 0) {
            absentOffsets.increment(absent);
            log.atWarn()
                    .addKeyValue("block", block.chain().block(block.number()))
                    .addKeyValue("absentOffsets", absent)
                    .log("Kafka skipped offsets");
        }
    }
}
