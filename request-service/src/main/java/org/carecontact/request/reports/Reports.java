package org.carecontact.request.reports;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Problem;
import org.carecontact.request.reports.domain.Filing;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.request.reports.domain.ReportCommand;
import org.carecontact.request.reports.domain.ReportEvent;
import org.carecontact.request.reports.domain.ReportRejection;
import org.carecontact.request.reports.domain.Side;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.PairId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores and finds reports; their texts are kept sealed. */
@Component
final class Reports {

    static final String PAIR = "state." + ReportAggregate.PAIR;
    static final String PATIENT = "state." + ReportAggregate.PATIENT;
    static final String DOCTOR = "state." + ReportAggregate.DOCTOR;
    static final String DUE = "state.due";
    static final String OVERDUE = "state.overdue";

    /** How many reports a side can file on one contact. */
    static final int MOST = 9;

    private static final int MOST_OF_A_PAIR = 200;
    private static final int MOST_COUNTED = 1000;
    private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

    private final Documents<ReportCommand, Report, ReportEvent, ReportRejection> documents;
    private final Seal seal;
    private final Clock clock;

    Reports(
            Documents<ReportCommand, Report, ReportEvent, ReportRejection> documents,
            Seal seal,
            Kernel kernel,
            MeterRegistry meters) {
        this.documents = documents;
        this.seal = seal;
        this.clock = kernel.clock();
        documents.collection().createIndex(new Document(OVERDUE, 1));
        Gauge.builder(Metric.REPORTS_OVERDUE.id(), this, Reports::overdue)
                .description(Metric.REPORTS_OVERDUE.description())
                .register(meters);
    }

    Instant now() {
        return clock.instant();
    }

    /** Makes a side's next report on a contact from its number. */
    interface Draft {
        Filing numbered(int which);
    }

    /**
     * Files a side's next report, unless its last one still waits for its first decision. Two at once take the same
     * number, so one of them is refused.
     */
    Reply<Report, ReportRejection> file(CommandKey key, Side by, Draft draft, Function<Report, String> answer) {
        Filing first = draft.numbered(1);
        List<Stored<Report>> before = stored(first.hospital(), first.request().pair()).stream()
                .filter(stored -> stored.state() instanceof Report.Filed filed
                        && filed.filing().by() == by
                        && filed.filing().request().equals(first.request()))
                .sorted(Comparator.comparing(Stored::id))
                .toList();
        for (Stored<Report> stored : before) {
            // Only a repetition is answered here.
            Reply<Report, ReportRejection> reply =
                    documents.handle(stored, key, new ReportCommand.FileReport(first, now()), answer);
            if (!(reply instanceof Reply.Refused<Report, ReportRejection>)) {
                return reply;
            }
        }
        if (before.stream().anyMatch(stored -> stored.state() instanceof Report.Open)) {
            return new Reply.Refused<>(new ReportRejection.AlreadyFiled());
        }
        if (before.size() >= MOST) {
            throw Problem.of("too-many-reports").with("most", MOST).exception();
        }
        Filing next = draft.numbered(before.size() + 1);
        return documents.handle(next.hospital(), next.id(), key, new ReportCommand.FileReport(next, now()), answer);
    }

    Reply<Report, ReportRejection> handle(
            Stored<Report> stored, CommandKey key, ReportCommand command, Function<Report, String> answer) {
        return documents.handle(stored, key, command, answer);
    }

    Optional<Stored<Report>> find(String hospital, String id) {
        return documents.find(hospital, id);
    }

    /** Finds all reports on the contacts of a pair. */
    List<Report.Filed> ofPair(String hospital, PairId pair) {
        return stored(hospital, pair).stream()
                .map(Stored::state)
                .filter(Report.Filed.class::isInstance)
                .map(Report.Filed.class::cast)
                .toList();
    }

    private List<Stored<Report>> stored(String hospital, PairId pair) {
        return documents.page(hospital, new Document(PAIR, pair.toString()), null, MOST_OF_A_PAIR);
    }

    /** Finds what waits for a supervisor, the first that is due first. */
    List<Stored<Report>> waiting(String hospital, int limit) {
        return documents.between(hospital, DUE, Instant.EPOCH, NEVER, limit);
    }

    List<Stored<Report>> page(String hospital, Document filter, @Nullable String after, int limit) {
        if (after != null && Filing.requestOf(after).isEmpty()) {
            throw Problem.of("unknown-cursor").field("cursor").exception();
        }
        return documents.page(hospital, filter, after, limit);
    }

    String closed(String text, String report, String which) {
        return Base64.getEncoder().encodeToString(seal.close(text, SealPurposes.report(report, which)));
    }

    String opened(String sealed, String report, String which) {
        return seal.open(Base64.getDecoder().decode(sealed), SealPurposes.report(report, which));
    }

    private double overdue() {
        int count = 0;
        for (Document _ :
                documents.collection().find(new Document(OVERDUE, true)).limit(MOST_COUNTED)) {
            count++;
        }
        return count;
    }
}
