package org.carecontact.oversight.timeline;

import com.mongodb.client.AggregateIterable;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.carecontact.oversight.ledger.BlockDocuments;
import org.carecontact.oversight.ledger.Blocks;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.timeline.domain.Step;
import org.carecontact.schemas.ids.RequestId;
import org.springframework.stereotype.Component;

/** Finds the entries of one request in the ledger. */
@Component
final class CaseSteps {

    private final Blocks blocks;

    CaseSteps(Blocks blocks) {
        this.blocks = blocks;
    }

    /** Returns all entries of one request in this hospital's ledger. */
    List<Step> ofRequest(String hospital, RequestId request) {
        List<Step> steps = new ArrayList<>();
        Document ofRequest = new Document("entries.request", request.toString());
        AggregateIterable<Document> found = blocks.collection()
                .aggregate(List.of(
                        new Document("$match", ofRequest),
                        new Document("$unwind", "$entries"),
                        new Document(
                                "$match",
                                new Document("entries.request", request.toString())
                                        .append("entries.hospital", hospital))));
        for (Document document : found) {
            steps.add(new Step(
                    new ChainId(document.getString("topic"), document.getInteger("partition")),
                    document.getLong("number"),
                    BlockDocuments.entry(document.get("entries", Document.class)),
                    1));
        }
        return steps;
    }
}
