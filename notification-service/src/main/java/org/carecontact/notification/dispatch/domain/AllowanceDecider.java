package org.carecontact.notification.dispatch.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** Limits the messages that one person gets in an hour and in a day. */
public final class AllowanceDecider
        implements Decider<AllowanceCommand, Allowance, AllowanceEvent, AllowanceRejection> {

    private final int perHour;
    private final int perDay;

    public AllowanceDecider(int perHour, int perDay) {
        if (perHour < 1 || perDay < perHour) {
            throw new IllegalArgumentException("at least one message an hour, and as many a day");
        }
        this.perHour = perHour;
        this.perDay = perDay;
    }

    @Override
    public Allowance initial() {
        return Allowance.UNUSED;
    }

    @Override
    public Decision<AllowanceEvent, AllowanceRejection> decide(Allowance allowance, AllowanceCommand command) {
        Optional<Instant> until = allowance.until(perHour, perDay, command.now());
        return until.isPresent()
                ? reject(new AllowanceRejection(until.get()))
                : accept(new AllowanceEvent(allowance.used(command.now())));
    }

    @Override
    public Allowance evolve(Allowance allowance, AllowanceEvent event) {
        return event.after();
    }
}
