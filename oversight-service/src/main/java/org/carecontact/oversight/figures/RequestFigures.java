package org.carecontact.oversight.figures;

import com.mongodb.client.MongoCursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.bson.Document;
import org.carecontact.oversight.figures.domain.FigureEntry;
import org.carecontact.oversight.figures.domain.Figures;
import org.carecontact.oversight.figures.domain.InstitutionType;
import org.carecontact.oversight.figures.domain.Scene;
import org.carecontact.oversight.ledger.Blocks;
import org.carecontact.oversight.ledger.domain.CaseEvent;

/** Reads the blocks into {@link Figures}, in as many passes as the limit of requests held at once demands. */
final class RequestFigures {

    private static final List<String> FIELDS =
            List.of("type", "hospital", "request", "outcome", "scene", "institutionType", "at", "submittedAt");

    /** Quantiles are exact to three digits. */
    private static final int DIGITS = 3;

    /** Outcomes, and the milliseconds to decision and to grant. */
    record Result(Figures figures, Histogram toDecision, Histogram toGranted) {}

    private final Blocks blocks;
    private final int most;

    RequestFigures(Blocks blocks, int most) {
        this.blocks = blocks;
        this.most = most;
    }

    /**
     * Counts the requests submitted since.
     *
     * @param hospital empty for all
     */
    Result since(Instant since, Optional<String> hospital) {
        for (int passes = 1; ; passes *= 2) {
            Histogram toDecision = new Histogram(DIGITS);
            Histogram toGranted = new Histogram(DIGITS);
            Figures figures = new Figures(since, most, passes, toDecision::recordValue, toGranted::recordValue);
            boolean again = true;
            boolean held = true;
            while (again && held) {
                held = takeAll(figures, hospital, since);
                again = figures.count();
            }
            if (held) {
                return new Result(figures, toDecision, toGranted);
            }
        }
    }

    private boolean takeAll(Figures figures, Optional<String> hospital, Instant since) {
        try (MongoCursor<Document> cursor = blocks.since(since, FIELDS).iterator()) {
            while (cursor.hasNext()) {
                for (Document entry : cursor.next().getList("entries", Document.class)) {
                    String of = entry.getString("hospital");
                    String request = entry.getString("request");
                    if (of != null
                            && request != null
                            && hospital.map(of::equals).orElse(true)
                            && !figures.take(entry(entry, request))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static FigureEntry entry(Document entry, String request) {
        String scene = entry.getString("scene");
        String institutionType = entry.getString("institutionType");
        return new FigureEntry(
                CaseEvent.of(entry.getString("type"), entry.getString("outcome")),
                request,
                scene == null ? null : Scene.of(scene),
                institutionType == null ? null : InstitutionType.of(institutionType),
                entry.get("at", Instant.class),
                entry.get("submittedAt", Instant.class));
    }
}
