package org.carecontact.oversight.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.carecontact.oversight.ledger.domain.Block;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Appends to the chains: of two writers who both hold the newest block, exactly one adds the next. */
@Component
class Ledger {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final int ATTEMPTS = 20;

    private final Blocks blocks;
    private final Clock clock;
    private final Counter writtenBlocks;
    private final Counter writtenEntries;
    private final Counter lostRaces;
    private final Counter absentOffsets;
    private final Counter contradictions;
    private final Map<ChainId, Head> heads = new ConcurrentHashMap<>();

    Ledger(Blocks blocks, Clock clock, MeterRegistry meters) {
        this.blocks = blocks;
        this.clock = clock;
        writtenBlocks = counter(meters, Metric.LEDGER_BLOCKS);
        writtenEntries = counter(meters, Metric.LEDGER_ENTRIES);
        lostRaces = counter(meters, Metric.LEDGER_RACES_LOST);
        contradictions = counter(meters, Metric.LEDGER_CONTRADICTIONS);
        absentOffsets = counter(meters, Metric.LEDGER_OFFSETS_ABSENT);
    }

    private static Counter counter(MeterRegistry meters, Metric metric) {
        return Counter.builder(metric.id()).description(metric.description()).register(meters);
    }

    /**
     * Appends what is new of the entries; on return all of them are durable.
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
                Set<Integer> refused = blocks.insert(next);
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
            // The write may have happened all the same: look again before the next one.
            arrived.keySet().forEach(heads::remove);
            throw e;
        }
    }

    /** Adds an explanation to its chain; on return it is durable. */
    void explain(Explanation explanation) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Head head = blocks.head(Explanation.CHAIN);
            Block block = Block.after(
                    head, clock.instant().truncatedTo(ChronoUnit.MILLIS), List.of(explanation.entry(head.to() + 1)));
            if (blocks.insert(List.of(block)).isEmpty()) {
                writtenBlocks.increment();
                writtenEntries.increment();
                return;
            }
            lostRaces.increment();
        }
        throw new IllegalStateException("lost the race for a block " + ATTEMPTS + " times");
    }

    /** Forgets what was known of the ends of these chains: somebody else may have written since. */
    void forget(Iterable<ChainId> chains) {
        chains.forEach(heads::remove);
    }

    private List<Block> next(Map<ChainId, List<Entry>> left) {
        List<Block> next = new ArrayList<>();
        Iterator<Map.Entry<ChainId, List<Entry>>> chains = left.entrySet().iterator();
        while (chains.hasNext()) {
            Map.Entry<ChainId, List<Entry>> arrived = chains.next();
            Head head = heads.computeIfAbsent(arrived.getKey(), blocks::head);
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

    /** What comes again has to be what came before: else the topic was made anew or lost its end, and its offsets lie. */
    private void mustBeKnown(ChainId chain, List<Entry> arrived, Head head) {
        Map<Long, Entry> again = new HashMap<>();
        arrived.stream()
                .filter(entry -> entry.offset() <= head.to())
                .forEach(entry -> again.put(entry.offset(), entry));
        long from = arrived.getFirst().offset();
        long to = arrived.getLast().offset();
        for (Document block : blocks.overlapping(chain, from, to)) {
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

    private void written(Block block) {
        Head before = heads.put(block.chain(), block.head());
        writtenBlocks.increment();
        writtenEntries.increment(block.entries().size());
        // A chain that begins after offset 0 has a hole as well: its beginning may have been deleted.
        long to = before == null ? -1 : before.to();
        long absent = block.to() - to - block.entries().size();
        if (absent > 0) {
            absentOffsets.increment(absent);
            log.atWarn()
                    .addKeyValue("block", block.chain().block(block.number()))
                    .addKeyValue("absentOffsets", absent)
                    .log("Kafka skipped offsets");
        }
    }
}
