package org.carecontact.oversight.ledger;

import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Hole;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** People's explanations of holes: the words in a collection of their own, their hash as an entry of the ledger. */
@Component
class Explanations {

    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Document> texts;
    private final Blocks blocks;
    private final Ledger ledger;
    private final Clock clock;

    Explanations(MongoDatabaseFactory mongo, Blocks blocks, Ledger ledger, Clock clock) {
        texts = mongo.getMongoDatabase()
                .getCollection("explanations")
                .withCodecRegistry(BlockDocuments.CODECS)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.blocks = blocks;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Records an explanation; on return it is durable. A crash in between leaves words without an entry, which explain
     * nothing.
     */
    Explanation add(Hole hole, String hospital, String by, String text) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Explanation explanation = Explanation.of(hole.name(), hospital, by, now, text);
        try {
            texts.insertOne(new Document("_id", explanation.id())
                    .append("hole", explanation.hole())
                    .append("hospital", hospital)
                    .append("by", by)
                    .append("at", now)
                    .append("text", text));
        } catch (MongoWriteException e) {
            if (e.getCode() != DUPLICATE_KEY) {
                throw e;
            }
        }
        ledger.appendNext(Explanation.CHAIN, explanation::entry);
        return explanation;
    }

    /** Returns the newest genuine explanation of each hole, by the hole's name. */
    Map<String, Explanation> byHole() {
        Map<String, Explanation> byHole = new HashMap<>();
        blocks.walk(Explanation.CHAIN, document -> {
            BlockDocuments.block(document).ifPresent(block -> {
                for (Entry entry : block.entries()) {
                    Explanation explanation = read(entry);
                    if (explanation != null && explanation.isGenuine()) {
                        byHole.put(explanation.hole(), explanation);
                    }
                }
            });
            return true;
        });
        return byHole;
    }

    private @Nullable Explanation read(Entry entry) {
        Document document = texts.find(new Document("_id", entry.sha256())).first();
        return document == null
                ? null
                : new Explanation(
                        document.getString("_id"),
                        document.getString("hole"),
                        document.getString("hospital"),
                        document.getString("by"),
                        document.get("at", Instant.class),
                        document.getString("text"));
    }
}
