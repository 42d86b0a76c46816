package org.carecontact.notification.providers;

import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.vendors.Outcome;

/** Says the vendors' outcomes in this service's words. */
final class Outcomes {

    private Outcomes() {}

    static CallOutcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(var id) -> new CallOutcome.Accepted(id);
            case Outcome.RefusedForGood(var code) -> new CallOutcome.RefusedForGood(code);
            case Outcome.RefusedUntil(var until, var code) -> new CallOutcome.RefusedUntil(until, code);
            case Outcome.RefusedOurFault(var code) -> new CallOutcome.RefusedOurFault(code);
            case Outcome.Unknown(var code) -> new CallOutcome.Unknown(code);
        };
    }
}
