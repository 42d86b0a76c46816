package org.carecontact.oversight;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.bson.Document;
import org.carecontact.oversight.domain.Block;
import org.carecontact.oversight.domain.ChainId;
import org.carecontact.oversight.domain.Entry;
import org.carecontact.oversight.domain.Figures;
import org.carecontact.oversight.domain.Head;
import org.carecontact.oversight.domain.Seen;
import org.carecontact.oversight.domain.Step;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/**
 * The chains of blocks. A block's id is its number, so that of two writers who both hold the newest block exactly one
 * appends the next.
 */
@Component
class Ledger {

    /** Partitions a topic may have and still be found by its heads. */
    static final int MOST_PARTITIONS = 1024;

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final int DUPLICATE_KEY = 11000;
    private static final int ATTEMPTS = 20;
    private static final int READ_AT_ONCE = 16;

    private final MongoCollection<Document> blocks;
    private final Clock clock;
    private final Counter writtenBlocks;
    private final Counter writtenEntries;
    private final Counter lostRaces;
    private final Counter absentOffsets;
    private final Counter contradictions;
    private final Map<ChainId, Head> heads = new ConcurrentHashMap<>();

    Ledger(MongoDatabaseFactory mongo, Clock clock, MeterRegistry meters) {
        blocks = mongo.getMongoDatabase()
                .getCollection("blocks")
                .withCodecRegistry(BlockDocuments.CODECS)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        blocks.createIndex(new Document("entries.request", 1));
        blocks.createIndex(new Document("newest", 1));
        this.clock = clock;
        writtenBlocks = Counter.builder(Metric.LEDGER_BLOCKS.id())
                .description(Metric.LEDGER_BLOCKS.description())
                .register(meters);
        writtenEntries = Counter.builder(Metric.LEDGER_ENTRIES.id())
                .description(Metric.LEDGER_ENTRIES.description())
                .register(meters);
        lostRaces = Counter.builder(Metric.LEDGER_RACES_LOST.id())
                .description(Metric.LEDGER_RACES_LOST.description())
                .register(meters);
        contradictions = Counter.builder(Metric.LEDGER_CONTRADICTIONS.id())
                .description(Metric.LEDGER_CONTRADICTIONS.description())
                .register(meters);
        absentOffsets = Counter.builder(Metric.LEDGER_OFFSETS_ABSENT.id())
                .description(
                        "offsets that Kafka skipped: anything but 0 needs a look unless producers use transactions")
                .register(meters);
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
            // The write may have happened all the same: look again before the next one.
            arrived.keySet().forEach(heads::remove);
            throw e;
        }
    }

    /** The newest block of a chain, from the store. */
    Head head(ChainId chain) {
        long found = -1;
        long step = 1;
        while (exists(chain, found + step)) {
            found += step;
            step *= 2;
        }
        long missing = found + step;
        while (missing - found > 1) {
            long middle = found + (missing - found) / 2;
            if (exists(chain, middle)) {
                found = middle;
            } else {
                missing = middle;
            }
        }
        if (found < 0) {
            return Head.genesis(chain);
        }
        Document newest = blocks.find(new Document("_id", chain.block(found))).first();
        if (newest == null) {
            throw new IllegalStateException("the block " + chain.block(found) + " went away");
        }
        return new Head(chain, found, newest.getLong("to"), newest.getString("hash"));
    }

    /** Forgets what was known of the ends of these chains: somebody else may have written since. */
    void forget(Iterable<ChainId> chains) {
        chains.forEach(heads::remove);
    }

    /** The chains of all topics that have begun. */
    List<ChainId> begun() {
        List<ChainId> begun = new ArrayList<>();
        for (String topic : Topics.ALL) {
            List<String> first = new ArrayList<>();
            for (int partition = 0; partition < MOST_PARTITIONS; partition++) {
                first.add(new ChainId(topic, partition).block(0));
            }
            for (Document document :
                    blocks.find(new Document("_id", new Document("$in", first))).projection(new Document("_id", 1))) {
                ChainId.parse(document.getString("_id")).ifPresent(at -> begun.add(at.chain()));
            }
        }
        begun.sort(java.util.Comparator.comparing(ChainId::topic).thenComparing(ChainId::partition));
        return begun;
    }

    /** Every document's id in the ledger, whatever it is. */
    void ids(java.util.function.Consumer<String> each) {
        for (Document document : blocks.find().projection(new Document("_id", 1))) {
            each.accept(String.valueOf(document.get("_id")));
        }
    }

    /** The documents of a chain from the first on, up to the first that is not there or not wanted. */
    void walk(ChainId chain, Predicate<Document> goOn) {
        for (long number = 0; ; number += READ_AT_ONCE) {
            List<String> ids = new ArrayList<>();
            for (long one = number; one < number + READ_AT_ONCE; one++) {
                ids.add(chain.block(one));
            }
            Map<String, Document> found = new LinkedHashMap<>();
            for (Document document : blocks.find(new Document("_id", new Document("$in", ids)))) {
                found.put(document.getString("_id"), document);
            }
            for (String id : ids) {
                Document document = found.get(id);
                if (document == null || !goOn.test(document)) {
                    return;
                }
            }
        }
    }

    /** All that this hospital's ledger holds of one request. */
    List<Step> ofRequest(String hospital, String request) {
        List<Step> steps = new ArrayList<>();
        Document ofRequest = new Document("entries.request", request);
        var found = blocks.aggregate(List.of(
                new Document("$match", ofRequest),
                new Document("$unwind", "$entries"),
                new Document("$match", new Document("entries.request", request).append("entries.hospital", hospital))));
        for (Document document : found) {
            steps.add(new Step(
                    new ChainId(document.getString("topic"), document.getInteger("partition")),
                    document.getLong("number"),
                    BlockDocuments.entry(document.get("entries", Document.class)),
                    1));
        }
        return steps;
    }

    /**
     * Figures of the requests submitted since.
     *
     * @param hospital empty for all
     */
    Figures figures(Optional<String> hospital, Instant since, int most) {
        for (int passes = 1; ; passes *= 2) {
            Figures figures = new Figures(since, most, passes);
            boolean again = true;
            boolean held = true;
            while (again && held) {
                held = takeAll(figures, hospital, since);
                again = figures.count();
            }
            if (held) {
                return figures;
            }
        }
    }

    private boolean takeAll(Figures figures, Optional<String> hospital, Instant since) {
        var recent = blocks.find(new Document("newest", new Document("$gte", since)))
                .projection(new Document("entries.type", 1)
                        .append("entries.hospital", 1)
                        .append("entries.request", 1)
                        .append("entries.outcome", 1)
                        .append("entries.scene", 1)
                        .append("entries.institutionType", 1)
                        .append("entries.at", 1)
                        .append("entries.submittedAt", 1))
                .batchSize(READ_AT_ONCE);
        try (var cursor = recent.iterator()) {
            while (cursor.hasNext()) {
                for (Document entry : cursor.next().getList("entries", Document.class)) {
                    String of = entry.getString("hospital");
                    String request = entry.getString("request");
                    if (of != null
                            && request != null
                            && hospital.map(of::equals).orElse(true)
                            && !figures.take(seen(entry, request))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static Seen seen(Document entry, String request) {
        return new Seen(
                entry.getString("type"),
                request,
                entry.getString("outcome"),
                entry.getString("scene"),
                entry.getString("institutionType"),
                entry.get("at", Instant.class),
                entry.get("submittedAt", Instant.class));
    }

    private List<Block> next(Map<ChainId, List<Entry>> left) {
        List<Block> next = new ArrayList<>();
        var chains = left.entrySet().iterator();
        while (chains.hasNext()) {
            var arrived = chains.next();
            Head head = heads.computeIfAbsent(arrived.getKey(), this::head);
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

    /** The places of those that were there already. */
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
        long absent = before == null || before.number() < 0
                ? 0
                : block.to() - before.to() - block.entries().size();
        if (absent > 0) {
            absentOffsets.increment(absent);
            log.atWarn()
                    .addKeyValue("block", block.chain().block(block.number()))
                    .addKeyValue("absentOffsets", absent)
                    .log("Kafka skipped offsets");
        }
    }

    private boolean exists(ChainId chain, long number) {
        return blocks.find(new Document("_id", chain.block(number)))
                        .projection(new Document("_id", 1))
                        .first()
                != null;
    }
}
