package org.carecontact.request.reports;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carecontact.events.MisuseReported;
import org.carecontact.events.ReportDecided;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.codec.Trace;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Work;
import org.carecontact.request.pairs.domain.Hold;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.reports.domain.Filing;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What reports mean for the contact: it is suspended, goes on, or ends, and the patient's side is barred or is not. */
@Component
final class PairEffects {

    /** A report's first event is that it was filed. */
    private static final long FILED = 1;

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final Reports reports;
    private final Pairs pairs;
    private final Clock clock;

    PairEffects(
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            Reports reports,
            Pairs pairs,
            Kernel kernel) {
        this.documents = documents;
        this.reports = reports;
        this.pairs = pairs;
        this.clock = kernel.clock();
    }

    /**
     * Suspends the contact before the report's event has come round. The event has the same number, so whichever is
     * later changes nothing, also after the decision.
     */
    void suspendAtOnce(Report.Open open) {
        List<Work<PairCommand>> work = suspension(FILED, ReportEventMapper.reported(open)).stream()
                .map(addressed -> new Work<>(addressed, Trace.current()))
                .toList();
        documents.apply(work).failed().values().stream().findFirst().ifPresent(cause -> {
            throw cause;
        });
    }

    /** Returns until when each pair of this batch that was barred before is barred by what counts now. */
    Map<String, Instant> barsLeft(List<Received> batch) {
        Map<String, Instant> left = new HashMap<>();
        for (Received received : batch) {
            if (received.payload() instanceof ReportDecided e && e.getFormerlyBarredUntil() != null) {
                reports.ofPair(e.getHospital(), request(e.getRequest()).pair()).stream()
                        .flatMap(report -> report.verdict().stream())
                        .flatMap(verdict -> Optional.ofNullable(verdict.barredUntil()).stream())
                        .filter(clock.instant()::isBefore)
                        .max(Instant::compareTo)
                        .ifPresent(until -> left.put(e.getPair(), until));
            }
        }
        return left;
    }

    List<Addressed<PairCommand>> meaning(Received received, Map<String, Instant> barsLeft) {
        return switch (received.payload()) {
            case MisuseReported e -> suspension(received.sequence(), e);
            case ReportDecided e -> decision(received.sequence(), e, barsLeft.get(e.getPair()));
            default -> List.of();
        };
    }

    private List<Addressed<PairCommand>> suspension(long sequence, MisuseReported e) {
        RequestId request = verified(e.getReport(), e.getRequest(), e.getHospital(), e.getPatient(), e.getDoctor());
        Instant until = e.getHeldUntil();
        return until == null
                ? List.of()
                : addressed(
                        e.getHospital(),
                        request,
                        e.getReport(),
                        sequence,
                        List.of(new PairCommand.Suspend(
                                request.number(),
                                new Hold(Hold.Cause.REPORT, e.getReport(), e.getReportedAt(), until),
                                clock.instant())));
    }

    private List<Addressed<PairCommand>> decision(long sequence, ReportDecided e, @Nullable Instant left) {
        RequestId request = verified(e.getReport(), e.getRequest(), e.getHospital(), e.getPatient(), e.getDoctor());
        int number = request.number();
        Instant now = clock.instant();
        List<PairCommand> commands = new ArrayList<>();
        if (e.getFormerlyBarredUntil() != null) {
            commands.add(new PairCommand.Unbar(number, e.getFormerlyBarredUntil(), left, now));
        }
        commands.add(
                switch (e.getOutcome()) {
                    case "NOTHING", "WARNING" -> new PairCommand.Lift(number, Hold.Cause.REPORT, e.getReport(), now);
                    case "END", "END_AND_BAR" -> new PairCommand.EndForMisuse(number, e.getBarredUntil(), now);
                    default -> throw new EventCodec.Poison("a decision of an unknown kind");
                });
        return addressed(e.getHospital(), request, e.getReport(), sequence, commands);
    }

    /** Each report numbers its own events, so each counts as a source. */
    private static List<Addressed<PairCommand>> addressed(
            String hospital, RequestId request, String report, long sequence, List<PairCommand> commands) {
        String pair = request.pair().toString();
        return List.of(new Addressed<>(hospital, pair, "report" + report.substring(pair.length()), sequence, commands));
    }

    private RequestId verified(String report, String request, String hospital, String patient, String doctor) {
        RequestId id = request(request);
        if (!Filing.requestOf(report).equals(Optional.of(id))) {
            throw new EventCodec.Poison("its report is not of its request");
        }
        if (!pairs.of(hospital, patient, doctor).equals(id.pair())) {
            throw new EventCodec.Poison("its request is not of its hospital, patient and doctor");
        }
        return id;
    }

    private static RequestId request(String id) {
        return RequestId.parse(id).orElseThrow(() -> new EventCodec.Poison("its request is not the id of a request"));
    }
}
