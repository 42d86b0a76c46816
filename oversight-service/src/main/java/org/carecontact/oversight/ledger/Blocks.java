package org.carecontact.oversight.ledger;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.schemas.Topics;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** Reads the stored blocks of all chains; only {@link Ledger} writes them. */
@Component
public class Blocks {

    /** The most partitions of a topic whose chains are still found by their heads. */
    static final int MOST_PARTITIONS = 1024;

    /** The topics that have chains: those of the services, and the one for explanations of holes. */
    static final List<String> CHAINED = Stream.concat(
                    Topics.ofServices().stream(), Stream.of(Explanation.CHAIN.topic()))
            .toList();

    private static final int READ_AT_ONCE = 16;

    private final MongoCollection<Document> blocks;

    public Blocks(MongoDatabaseFactory mongo) {
        blocks = mongo.getMongoDatabase()
                .getCollection("blocks")
                .withCodecRegistry(BlockDocuments.CODECS)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        blocks.createIndex(new Document("entries.request", 1));
        blocks.createIndex(new Document("newest", 1));
        blocks.createIndex(new Document("topic", 1).append("partition", 1).append("to", 1));
    }

    /** The collection of blocks; {@link BlockDocuments} reads its documents. */
    public MongoCollection<Document> collection() {
        return blocks;
    }

    /** Reads the newest block of a chain from the store. */
    public Head head(ChainId chain) {
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

    /** Returns the chains that have at least one block. */
    List<ChainId> begun() {
        List<ChainId> begun = new ArrayList<>();
        for (String topic : CHAINED) {
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

    /** Returns the ids of all documents in the ledger, whatever they are. */
    void ids(Consumer<String> each) {
        for (Document document :
                blocks.find().projection(new Document("_id", 1)).sort(new Document("_id", 1))) {
            each.accept(String.valueOf(document.get("_id")));
        }
    }

    /** Returns the documents of a chain from the first on, up to the first that is missing or not wanted. */
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

    private boolean exists(ChainId chain, long number) {
        return blocks.find(new Document("_id", chain.block(number)))
                        .projection(new Document("_id", 1))
                        .first()
                != null;
    }
}
