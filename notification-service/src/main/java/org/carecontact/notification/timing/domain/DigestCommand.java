package org.carecontact.notification.timing.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.notification.timing.domain.Digest.Member;

public sealed interface DigestCommand {

    Member member();

    /** A notice has to wait for the end of the quiet hours. */
    record Join(Member member) implements DigestCommand {}

    /**
     * A notice may go out, and would take the others along.
     *
     * @param worthTelling those whose notice still waits and has not become pointless
     */
    record Claim(Member member, List<Member> worthTelling, Instant now) implements DigestCommand {

        public Claim {
            worthTelling = List.copyOf(worthTelling);
        }
    }

    /** The message of a notice that took others along has ended, well or not. */
    record Settle(Member member, boolean success) implements DigestCommand {}

    /** A notice goes its own way, or has heard that it was told. */
    record Leave(Member member) implements DigestCommand {}
}
