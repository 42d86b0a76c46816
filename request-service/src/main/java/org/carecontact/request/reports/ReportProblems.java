package org.carecontact.request.reports;

import org.carecontact.kernel.web.Problem;
import org.carecontact.request.reports.domain.ReportRejection;

/** Turns each rejection of a person's command into a problem. */
final class ReportProblems {

    private ReportProblems() {}

    static Problem of(ReportRejection rejection) {
        return switch (rejection) {
            case ReportRejection.AlreadyFiled _ -> Problem.of("report-open");
            case ReportRejection.NoSuchReport _ -> Problem.notFound();
            case ReportRejection.AlreadyDecided(var at) ->
                Problem.of("report-decided").with("at", at);
            case ReportRejection.NotDecidedYet _ -> Problem.of("report-not-decided");
            case ReportRejection.AlreadyContested _ -> Problem.of("report-contested");
            case ReportRejection.TooLateToContest(var until) ->
                Problem.of("too-late-to-contest").with("until", until);
            case ReportRejection.NotAgainstYou _ -> Problem.of("decision-not-against-you");
            case ReportRejection.NotContested _ -> Problem.of("report-not-contested");
            case ReportRejection.DecidedByYou _ -> Problem.of("another-supervisor-decides");
            case ReportRejection.YourOwnCase _ -> Problem.of("report-of-your-own");
            case ReportRejection.NothingToBar _ -> Problem.of("nothing-to-bar").field("outcome");
            case ReportRejection.NotDue _ ->
                throw new IllegalStateException("never the answer to a person's command: " + rejection);
        };
    }
}
