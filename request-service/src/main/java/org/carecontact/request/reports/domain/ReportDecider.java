package org.carecontact.request.reports.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Instant;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.reports.domain.Report.Contested;
import org.carecontact.request.reports.domain.Report.Decided;
import org.carecontact.request.reports.domain.Report.Filed;
import org.carecontact.request.reports.domain.Report.Final;
import org.carecontact.request.reports.domain.Report.NotFiled;
import org.carecontact.request.reports.domain.Report.Open;
import org.carecontact.request.reports.domain.ReportCommand.ContestDecision;
import org.carecontact.request.reports.domain.ReportCommand.Decide;
import org.carecontact.request.reports.domain.ReportCommand.DecideFinally;
import org.carecontact.request.reports.domain.ReportCommand.Deciding;
import org.carecontact.request.reports.domain.ReportCommand.Elapse;
import org.carecontact.request.reports.domain.ReportCommand.FileReport;
import org.carecontact.request.reports.domain.ReportEvent.DecisionContested;
import org.carecontact.request.reports.domain.ReportEvent.DecisionOverdue;
import org.carecontact.request.reports.domain.ReportEvent.DecisionStood;
import org.carecontact.request.reports.domain.ReportEvent.MisuseReported;
import org.carecontact.request.reports.domain.ReportEvent.ReportDecided;
import org.carecontact.request.reports.domain.ReportEvent.ReportDecidedFinally;
import org.carecontact.request.reports.domain.Verdict.Outcome;

/** The rules of a report: one decision, contested once by whom it went against, answered by another supervisor. */
public final class ReportDecider implements Decider<ReportCommand, Report, ReportEvent, ReportRejection> {

    private record Case(Report report, ReportCommand command) {}

    private final ReportLimits limits;

    public ReportDecider(ReportLimits limits) {
        this.limits = limits;
    }

    @Override
    public Report initial() {
        return new NotFiled();
    }

    @Override
    public Decision<ReportEvent, ReportRejection> decide(Report report, ReportCommand command) {
        return switch (new Case(report, command)) { // the transition table; never a default
            // A side reports
            case Case(NotFiled _, FileReport c) -> accept(new MisuseReported(filed(c)));
            case Case(Filed _, FileReport _) -> reject(new ReportRejection.AlreadyFiled());
            case Case(NotFiled _, Deciding _) -> reject(new ReportRejection.NoSuchReport());
            case Case(NotFiled _, ContestDecision _) -> reject(new ReportRejection.NoSuchReport());

            // A supervisor decides
            case Case(Filed at, Deciding c)
            when c.verdict().by().equals(at.filing().doctor().value()) -> reject(new ReportRejection.YourOwnCase());
            case Case(Filed at, Deciding c)
            when c.verdict().outcome() == Outcome.END_AND_BAR && at.filing().about() == Side.DOCTOR ->
                reject(new ReportRejection.NothingToBar());
            case Case(Open at, Decide(var verdict)) ->
                accept(new ReportDecided(
                        new Decided(at.filing(), verdict, verdict.at().plus(limits.contest()))));
            case Case(Decided at, Decide _) ->
                reject(new ReportRejection.AlreadyDecided(at.first().at()));
            case Case(Contested at, Decide _) ->
                reject(new ReportRejection.AlreadyDecided(at.first().at()));
            case Case(Final at, Decide _) ->
                reject(new ReportRejection.AlreadyDecided(at.first().at()));

            // The side that it went against contests it, once
            case Case(Open _, ContestDecision _) -> reject(new ReportRejection.NotDecidedYet());
            case Case(Decided at, ContestDecision(var contest))
            when contest.by() != at.first().against(at.filing()) -> reject(new ReportRejection.NotAgainstYou());
            case Case(Decided at, ContestDecision c)
            when !c.now().isBefore(at.contestUntil()) ->
                reject(new ReportRejection.TooLateToContest(at.contestUntil()));
            case Case(Decided at, ContestDecision(var contest)) ->
                accept(new DecisionContested(new Contested(
                        at.filing(), at.first(), contest, contest.at().plus(limits.decision()), false)));
            case Case(Contested _, ContestDecision _) -> reject(new ReportRejection.AlreadyContested());
            case Case(Final at, ContestDecision _) ->
                reject(
                        at.contest() == null
                                ? new ReportRejection.TooLateToContest(
                                        at.first().at().plus(limits.contest()))
                                : new ReportRejection.AlreadyContested());

            // Another supervisor answers
            case Case(Open _, DecideFinally _) -> reject(new ReportRejection.NotContested());
            case Case(Decided _, DecideFinally _) -> reject(new ReportRejection.NotContested());
            case Case(Contested at, DecideFinally(var verdict))
            when verdict.by().equals(at.first().by()) -> reject(new ReportRejection.DecidedByYou());
            case Case(Contested at, DecideFinally(var verdict)) ->
                accept(new ReportDecidedFinally(
                        new Final(at.filing(), at.first(), at.contest(), verdict),
                        verdict,
                        at.first().barredUntil()));
            case Case(Final at, DecideFinally _) ->
                reject(
                        at.last() == null
                                ? new ReportRejection.NotContested()
                                : new ReportRejection.AlreadyDecided(at.last().at()));

            // Time
            case Case(var at, Elapse(var now)) when !elapsed(at, now) -> reject(new ReportRejection.NotDue());
            case Case(Open _, Elapse _) -> accept(new DecisionOverdue());
            case Case(Contested _, Elapse _) -> accept(new DecisionOverdue());
            case Case(Decided at, Elapse _) ->
                accept(new DecisionStood(new Final(at.filing(), at.first(), null, null)));
            case Case(NotFiled _, Elapse _) -> reject(new ReportRejection.NotDue());
            case Case(Final _, Elapse _) -> reject(new ReportRejection.NotDue());
        };
    }

    @Override
    public Report evolve(Report report, ReportEvent event) {
        return switch (event) {
            case MisuseReported(var open) -> open;
            case DecisionOverdue() ->
                switch (report) {
                    case Open at -> new Open(at.filing(), at.due(), at.heldUntil(), true);
                    case Contested at -> new Contested(at.filing(), at.first(), at.contest(), at.due(), true);
                    case NotFiled _, Decided _, Final _ -> report;
                };
            case ReportDecided(var decided) -> decided;
            case DecisionContested(var contested) -> contested;
            case ReportDecidedFinally(var decided, var _, var _) -> decided;
            case DecisionStood(var decided) -> decided;
        };
    }

    private Open filed(FileReport command) {
        Instant now = command.now();
        return new Open(
                command.filing(),
                now.plus(limits.decision()),
                command.filing().category().suspends() ? now.plus(limits.hold()) : null,
                false);
    }

    private static boolean elapsed(Report report, Instant now) {
        return report.timeLimit().filter(limit -> !now.isBefore(limit)).isPresent();
    }
}
