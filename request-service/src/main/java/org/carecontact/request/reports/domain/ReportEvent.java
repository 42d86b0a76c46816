package org.carecontact.request.reports.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The events of a report. */
public sealed interface ReportEvent {

    record MisuseReported(Report.Open open) implements ReportEvent {}

    /** Nobody decided in time; it still waits. */
    record DecisionOverdue() implements ReportEvent {}

    record ReportDecided(Report.Decided decided) implements ReportEvent {}

    record DecisionContested(Report.Contested contested) implements ReportEvent {}

    /** @param formerlyBarredUntil what the first decision barred until; null for nothing */
    record ReportDecidedFinally(
            Report.Final decided, Verdict last, @Nullable Instant formerlyBarredUntil) implements ReportEvent {}

    /** Nobody contested in time. */
    record DecisionStood(Report.Final decided) implements ReportEvent {}
}
