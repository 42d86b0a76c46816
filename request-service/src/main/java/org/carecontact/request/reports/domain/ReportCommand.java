package org.carecontact.request.reports.domain;

import java.time.Instant;

/** The commands of people and of time to a report. */
public sealed interface ReportCommand {

    Instant now();

    record FileReport(Filing filing, Instant now) implements ReportCommand {}

    /** A supervisor's word. */
    sealed interface Deciding extends ReportCommand {
        Verdict verdict();

        @Override
        default Instant now() {
            return verdict().at();
        }
    }

    record Decide(Verdict verdict) implements Deciding {}

    record ContestDecision(Contest contest) implements ReportCommand {
        @Override
        public Instant now() {
            return contest.at();
        }
    }

    /** Answers a contest. */
    record DecideFinally(Verdict verdict) implements Deciding {}

    record Elapse(Instant now) implements ReportCommand {}
}
