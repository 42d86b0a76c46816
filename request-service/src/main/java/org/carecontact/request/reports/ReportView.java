package org.carecontact.request.reports;

import java.time.Instant;
import org.carecontact.request.reports.domain.Category;
import org.carecontact.request.reports.domain.Contest;
import org.carecontact.request.reports.domain.Filing;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.request.reports.domain.Side;
import org.carecontact.request.reports.domain.Verdict;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * A report as a supervisor or a side sees it. The side that it is about sees no text of the other side, no person and no
 * time of the filing.
 *
 * @param about the side that is reported
 * @param due when a supervisor's decision is due, while one is awaited
 * @param overdue for supervisors only
 * @param text for who filed it, and supervisors
 * @param filedBy for supervisors only
 * @param contestUntil until when the side that the decision went against may contest it
 */
record ReportView(
        String report,
        RequestId request,
        DoctorId doctor,
        PatientId patient,
        Category category,
        Side about,
        State state,
        @Nullable Instant filedAt,
        @Nullable Instant due,
        @Nullable Boolean overdue,
        @Nullable String text,
        @Nullable String filedBy,
        @Nullable Decision decision,
        @Nullable Instant contestUntil,
        @Nullable Contested contest,
        @Nullable Decision lastDecision) {

    enum State {
        OPEN,
        DECIDED,
        CONTESTED,
        FINAL;

        static State of(Report.Filed report) {
            return switch (report) {
                case Report.Open _ -> OPEN;
                case Report.Decided _ -> DECIDED;
                case Report.Contested _ -> CONTESTED;
                case Report.Final _ -> FINAL;
            };
        }
    }

    /**
     * Who looks.
     *
     * @param side null for a supervisor
     */
    record Viewer(@Nullable Side side, String person) {

        boolean isSupervisor() {
            return side == null;
        }

        boolean is(Side of, String who) {
            return side == of && person.equals(who);
        }
    }

    /** @param by for supervisors only */
    record Decision(
            Verdict.Outcome outcome,
            String reason,
            @Nullable Instant barredUntil,
            @Nullable String by,
            Instant at) {}

    /**
     * @param text for who contested, and supervisors
     * @param person for supervisors only
     */
    record Contested(
            Side by,
            Instant at,
            @Nullable String text,
            @Nullable String person) {}

    /** The short answer to a command; it is kept for repetitions, so it never contains a text. */
    record Outcome(
            String report,
            RequestId request,
            Category category,
            State state,
            Verdict.@Nullable Outcome outcome,
            @Nullable Instant barredUntil) {

        static Outcome of(Report report) {
            if (!(report instanceof Report.Filed filed)) {
                throw new IllegalStateException("no report after a command on it");
            }
            Filing filing = filed.filing();
            Verdict counts = filed.verdict().orElse(null);
            return new Outcome(
                    filing.id(),
                    filing.request(),
                    filing.category(),
                    State.of(filed),
                    counts == null ? null : counts.outcome(),
                    counts == null ? null : counts.barredUntil());
        }
    }

    static ReportView of(Report.Filed report, Viewer viewer, Reports texts) {
        Filing filing = report.filing();
        boolean supervisor = viewer.isSupervisor();
        boolean reporters = supervisor || viewer.side() == filing.by();
        String id = filing.id();
        Verdict first = switch (report) {
            case Report.Open _ -> null;
            case Report.Decided at -> at.first();
            case Report.Contested at -> at.first();
            case Report.Final at -> at.first();
        };
        Contest contest = switch (report) {
            case Report.Open _, Report.Decided _ -> null;
            case Report.Contested at -> at.contest();
            case Report.Final at -> at.contest();
        };
        Verdict last = report instanceof Report.Final at ? at.last() : null;
        Report.Waiting waiting = report instanceof Report.Waiting at ? at : null;
        return new ReportView(
                id,
                filing.request(),
                filing.doctor(),
                filing.patient(),
                filing.category(),
                filing.about(),
                State.of(report),
                reporters ? filing.at() : null,
                waiting == null ? null : waiting.due(),
                supervisor && waiting != null ? waiting.overdue() : null,
                supervisor || viewer.is(filing.by(), filing.person())
                        ? texts.opened(filing.sealedText(), id, ReportWords.TEXT)
                        : null,
                supervisor ? filing.person() : null,
                first == null ? null : decision(first, id, ReportsController.DECISION, supervisor, texts),
                report instanceof Report.Decided at ? at.contestUntil() : null,
                contest == null ? null : contested(contest, id, viewer, texts),
                last == null ? null : decision(last, id, ReportsController.LAST_DECISION, supervisor, texts));
    }

    private static Decision decision(Verdict verdict, String id, String which, boolean supervisor, Reports texts) {
        return new Decision(
                verdict.outcome(),
                texts.opened(verdict.sealedReason(), id, which),
                verdict.barredUntil(),
                supervisor ? verdict.by() : null,
                verdict.at());
    }

    private static Contested contested(Contest contest, String id, Viewer viewer, Reports texts) {
        return new Contested(
                contest.by(),
                contest.at(),
                viewer.isSupervisor() || viewer.is(contest.by(), contest.person())
                        ? texts.opened(contest.sealedText(), id, ReportsController.CONTEST)
                        : null,
                viewer.isSupervisor() ? contest.person() : null);
    }
}
