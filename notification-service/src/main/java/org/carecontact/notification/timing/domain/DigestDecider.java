package org.carecontact.notification.timing.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.timing.domain.DigestCommand.Claim;
import org.carecontact.notification.timing.domain.DigestCommand.Join;
import org.carecontact.notification.timing.domain.DigestCommand.Leave;
import org.carecontact.notification.timing.domain.DigestCommand.Settle;

/** Each notice is told once: by itself, or by one message that stands for several. */
public final class DigestDecider implements Decider<DigestCommand, Digest, DigestEvent, DigestRejection> {

    @Override
    public Digest initial() {
        return Digest.NONE;
    }

    @Override
    public Decision<DigestEvent, DigestRejection> decide(Digest digest, DigestCommand command) {
        Digest after = switch (command) {
            case Join(var member) -> digest.joined(member);
            case Claim(var member, var worthTelling, var now) -> digest.claimed(member, worthTelling, now);
            case Settle(var member, var success) -> digest.settled(member, success);
            case Leave(var member) -> digest.without(member);
        };
        return after.equals(digest) ? reject(new DigestRejection()) : accept(new DigestEvent(after));
    }

    @Override
    public Digest evolve(Digest digest, DigestEvent event) {
        return event.after();
    }
}
