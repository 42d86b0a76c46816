package org.carecontact.request.reports.domain;

import java.time.Instant;

/** The reasons for which a command changes nothing. */
public sealed interface ReportRejection {

    /** The same side's report on the same contact has this number already. */
    record AlreadyFiled() implements ReportRejection {}

    record NoSuchReport() implements ReportRejection {}

    record AlreadyDecided(Instant at) implements ReportRejection {}

    record NotDecidedYet() implements ReportRejection {}

    /** A decision can be contested once. */
    record AlreadyContested() implements ReportRejection {}

    record TooLateToContest(Instant until) implements ReportRejection {}

    /** The decision did not go against this side. */
    record NotAgainstYou() implements ReportRejection {}

    record NotContested() implements ReportRejection {}

    /** Another supervisor answers a contest. */
    record DecidedByYou() implements ReportRejection {}

    /** Nobody decides a report that concerns them. */
    record YourOwnCase() implements ReportRejection {}

    /** Nobody bars a patient because of a doctor's misuse. */
    record NothingToBar() implements ReportRejection {}

    record NotDue() implements ReportRejection {}
}
