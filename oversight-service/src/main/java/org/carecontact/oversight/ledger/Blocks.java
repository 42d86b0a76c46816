package org.carecontact.oversight.ledger;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bson.Document;
import org.carecontact.oversight.ledger.domain.Block;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.LedgerEntry;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.RequestId;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** The stored blocks of all chains. A block's id is its number, so that each number is written once. */
@Component
public class Blocks {

    /** Partitions a topic may have and still be found by its heads. */
    static final int MOST_PARTITIONS = 1024;

    private static final int DUPLICATE_KEY = 11000;
    private static final int READ_AT_ONCE = 16;

    private final MongoCollection<Document> blocks;

    Blocks(MongoDatabaseFactory mongo) {
        blocks = mongo.getMongoDatabase()
                .getCollection("blocks")
                .withCodecRegistry(BlockDocuments.CODECS)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        blocks.createIndex(new Document("entries.request", 1));
        blocks.createIndex(new Document("newest", 1));
    }

    /** The topics that have chains: those of the services, and the explanations. */
    static List<String> topics() {
        List<String> topics = new ArrayList<>(Topics.ofServices());
        topics.add(Explanation.CHAIN.topic());
        return topics;
    }

    /** Inserts; returns the places of those whose number was taken. */
    Set<Integer> insert(List<Block> next) {
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

    /** The newest block of a chain. */
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

    /** The chains that have begun. */
    List<ChainId> begun() {
        List<ChainId> begun = new ArrayList<>();
        for (String topic : topics()) {
            List<String> first = new ArrayList<>();
            for (int partition = 0; partition < MOST_PARTITIONS; partition++) {
                first.add(new ChainId(topic, partition).block(0));
            }
            for (Document document :
                    blocks.find(new Document("_id", new Document("$in", first))).projection(new Document("_id", 1))) {
                ChainId.parse(document.getString("_id")).ifPresent(at -> begun.add(at.chain()));
            }
        }
        begun.sort(Comparator.comparing(ChainId::topic).thenComparing(ChainId::partition));
        return begun;
    }

    /** The ids of all documents, also of those that are no blocks. */
    void ids(Consumer<String> each) {
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

    /** The blocks that hold any of these offsets. */
    FindIterable<Document> overlapping(ChainId chain, long from, long to) {
        return blocks.find(new Document("topic", chain.topic())
                .append("partition", chain.partition())
                .append("to", new Document("$gte", from))
                .append("from", new Document("$lte", to)));
    }

    /** All entries of one request that name this hospital. */
    public List<LedgerEntry> ofRequest(String hospital, RequestId request) {
        String id = request.toString();
        List<LedgerEntry> entries = new ArrayList<>();
        for (Document document : blocks.aggregate(List.of(
                new Document("$match", new Document("entries.request", id)),
                new Document("$unwind", "$entries"),
                new Document("$match", new Document("entries.request", id).append("entries.hospital", hospital))))) {
            entries.add(new LedgerEntry(
                    new ChainId(document.getString("topic"), document.getInteger("partition")),
                    document.getLong("number"),
                    BlockDocuments.entry(document.get("entries", Document.class))));
        }
        return entries;
    }

    /** These fields of the entries of all blocks that have an entry of this time or later. */
    public FindIterable<Document> since(Instant since, List<String> fields) {
        Document wanted = new Document();
        fields.forEach(field -> wanted.append("entries." + field, 1));
        return blocks.find(new Document("newest", new Document("$gte", since)))
                .projection(wanted)
                .batchSize(READ_AT_ONCE);
    }

    private boolean exists(ChainId chain, long number) {
        return blocks.find(new Document("_id", chain.block(number)))
                        .projection(new Document("_id", 1))
                        .first()
                != null;
    }
}
