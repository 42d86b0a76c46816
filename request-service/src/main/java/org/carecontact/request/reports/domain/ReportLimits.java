package org.carecontact.request.reports.domain;

import java.time.Duration;

/**
 * The time limits of reports.
 *
 * @param decision of a supervisor, after the filing or the contest
 * @param hold of the contact, which ends then if nobody has decided
 * @param contest of the side that a decision went against
 */
public record ReportLimits(Duration decision, Duration hold, Duration contest) {}
