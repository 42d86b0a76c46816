package org.carecontact.request.reports;

import java.time.Duration;
import org.carecontact.request.reports.domain.ReportLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The time limits of reports.
 *
 * @param decision of a supervisor
 * @param hold of a contact at the longest
 * @param contest of a decision
 * @param after the end of a contact, in which it can still be reported
 */
@ConfigurationProperties("carecontact.reports")
record ReportsProperties(Duration decision, Duration hold, Duration contest, Duration after) {

    ReportLimits limits() {
        return new ReportLimits(decision, hold, contest);
    }
}
