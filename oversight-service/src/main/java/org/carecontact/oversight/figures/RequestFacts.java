package org.carecontact.oversight.figures;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.carecontact.oversight.figures.domain.Figures;
import org.carecontact.oversight.figures.domain.RequestFact;
import org.carecontact.oversight.ledger.Blocks;
import org.springframework.stereotype.Component;

/** Reads the facts that figures count from the ledger. */
@Component
final class RequestFacts {

    private static final int READ_AT_ONCE = 16;

    private final Blocks blocks;

    RequestFacts(Blocks blocks) {
        this.blocks = blocks;
    }

    /**
     * Counts the requests submitted since then.
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
        FindIterable<Document> recent = blocks.collection()
                .find(new Document("newest", new Document("$gte", since)))
                .projection(new Document("entries.type", 1)
                        .append("entries.hospital", 1)
                        .append("entries.request", 1)
                        .append("entries.outcome", 1)
                        .append("entries.scene", 1)
                        .append("entries.institutionType", 1)
                        .append("entries.at", 1)
                        .append("entries.submittedAt", 1))
                .batchSize(READ_AT_ONCE);
        try (MongoCursor<Document> cursor = recent.iterator()) {
            while (cursor.hasNext()) {
                for (Document entry : cursor.next().getList("entries", Document.class)) {
                    String of = entry.getString("hospital");
                    String request = entry.getString("request");
                    if (of != null
                            && request != null
                            && hospital.map(of::equals).orElse(true)
                            && !figures.take(fact(entry, request))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static RequestFact fact(Document entry, String request) {
        return new RequestFact(
                entry.getString("type"),
                request,
                entry.getString("outcome"),
                entry.getString("scene"),
                entry.getString("institutionType"),
                entry.get("at", Instant.class),
                entry.get("submittedAt", Instant.class));
    }
}
