package org.carecontact.request.reports;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.MisuseReported;
import org.carecontact.events.ReportContested;
import org.carecontact.events.ReportDecided;
import org.carecontact.request.reports.domain.Contest;
import org.carecontact.request.reports.domain.Filing;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.request.reports.domain.ReportEvent;
import org.carecontact.request.reports.domain.Verdict;
import org.jspecify.annotations.Nullable;

/** Turns a domain event of a report into the published event; no text and no person of a side is ever published. */
final class ReportEventMapper {

    private ReportEventMapper() {}

    static Optional<SpecificRecord> of(ReportEvent event) {
        return switch (event) {
            case ReportEvent.MisuseReported(var open) -> Optional.of(reported(open));
            case ReportEvent.ReportDecided(var decided) ->
                Optional.of(decided(decided.filing(), decided.first(), null, false));
            case ReportEvent.ReportDecidedFinally(var decided, var last, var formerly) ->
                Optional.of(decided(decided.filing(), last, formerly, true));
            case ReportEvent.DecisionContested(var contested) -> Optional.of(contested(contested));
            case ReportEvent.DecisionOverdue _, ReportEvent.DecisionStood _ -> Optional.empty();
        };
    }

    static MisuseReported reported(Report.Open open) {
        Filing filing = open.filing();
        return MisuseReported.newBuilder()
                .setHospital(filing.hospital())
                .setPair(filing.request().pair().toString())
                .setRequest(filing.request().toString())
                .setReport(filing.id())
                .setPatient(filing.patient().value())
                .setDoctor(filing.doctor().value())
                .setCategory(filing.category().name())
                .setReporter(filing.by().name())
                .setWhich(filing.which())
                .setReportedAt(filing.at())
                .setHeldUntil(open.heldUntil())
                .setDue(open.due())
                .build();
    }

    private static ReportDecided decided(Filing filing, Verdict verdict, @Nullable Instant formerly, boolean last) {
        return ReportDecided.newBuilder()
                .setHospital(filing.hospital())
                .setPair(filing.request().pair().toString())
                .setRequest(filing.request().toString())
                .setReport(filing.id())
                .setPatient(filing.patient().value())
                .setDoctor(filing.doctor().value())
                .setCategory(filing.category().name())
                .setReporter(filing.by().name())
                .setWhich(filing.which())
                .setOutcome(verdict.outcome().name())
                .setBarredUntil(verdict.barredUntil())
                .setFormerlyBarredUntil(formerly)
                .setLast(last)
                .setDecidedAt(verdict.at())
                .build();
    }

    private static ReportContested contested(Report.Contested contested) {
        Filing filing = contested.filing();
        Contest contest = contested.contest();
        return ReportContested.newBuilder()
                .setHospital(filing.hospital())
                .setPair(filing.request().pair().toString())
                .setRequest(filing.request().toString())
                .setReport(filing.id())
                .setPatient(filing.patient().value())
                .setDoctor(filing.doctor().value())
                .setContestedBy(contest.by().name())
                .setContestedAt(contest.at())
                .setDue(contested.due())
                .build();
    }
}
