package org.carecontact.request.reports;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.request.reports.domain.Filing;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.request.reports.domain.ReportCommand;
import org.carecontact.request.reports.domain.ReportDecider;
import org.carecontact.request.reports.domain.ReportEvent;
import org.carecontact.request.reports.domain.ReportLimits;
import org.carecontact.request.reports.domain.ReportRejection;
import org.carecontact.request.reports.domain.Side;
import org.carecontact.schemas.Topics;

/** Stores one document per report; its events have the pair's key, as all events about the pair. */
final class ReportAggregate implements Aggregate<ReportCommand, Report, ReportEvent, ReportRejection> {

    /** The pair whose contact is reported. */
    static final String PAIR = "pair";

    /** The patient whose side may see the report. */
    static final String PATIENT = "patient";

    /** The doctor who may see the report. */
    static final String DOCTOR = "doctor";

    private final ReportDecider decider;

    ReportAggregate(ReportLimits limits) {
        decider = new ReportDecider(limits);
    }

    @Override
    public String collection() {
        return "reports";
    }

    @Override
    public Class<Report> stateType() {
        return Report.class;
    }

    @Override
    public Decider<ReportCommand, Report, ReportEvent, ReportRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(ReportEvent event, Report after) {
        return after instanceof Report.Filed filed
                ? ReportEventMapper.of(event)
                        .map(payload -> new Outgoing(
                                Topics.REQUESTS, filed.filing().request().pair().toString(), payload))
                : Optional.empty();
    }

    @Override
    public Optional<Due> due(Report report) {
        return report.timeLimit().map(at -> new Due(at, "REPORT"));
    }

    @Override
    public ReportCommand elapsed(String dueKind, Instant now) {
        return new ReportCommand.Elapse(now);
    }

    @Override
    public Map<String, Object> sought(Report report) {
        return switch (report) {
            case Report.NotFiled _ -> Map.of();
            case Report.Filed filed -> {
                Filing filing = filed.filing();
                Map<String, Object> sought = new LinkedHashMap<>();
                sought.put(PAIR, filing.request().pair().toString());
                if (isSeenBy(Side.PATIENT, filed)) {
                    sought.put(PATIENT, filing.patient().value());
                }
                if (isSeenBy(Side.DOCTOR, filed)) {
                    sought.put(DOCTOR, filing.doctor().value());
                }
                yield sought;
            }
        };
    }

    /** Returns whether a side may know of a report: the one that it is about, only once it is decided. */
    static boolean isSeenBy(Side side, Report.Filed report) {
        return side == report.filing().by() || report.verdict().isPresent();
    }
}
