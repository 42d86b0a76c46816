package org.carecontact.request.channels;

import org.carecontact.kernel.web.Problem;
import org.carecontact.request.channels.domain.ChannelRejection;

/** Turns each rejection of a person's command into a problem. */
public final class ChannelProblems {

    private ChannelProblems() {}

    public static Problem of(ChannelRejection rejection) {
        return switch (rejection) {
            case ChannelRejection.NoChannel _ -> Problem.of("no-session");
            case ChannelRejection.SessionOpen _ -> Problem.of("session-open");
            case ChannelRejection.NobodyToConfirm _ -> Problem.of("nobody-to-confirm");
            case ChannelRejection.EndedBefore _ -> Problem.of("contact-not-in-force");
            case ChannelRejection.OpenedBefore _,
                    ChannelRejection.NotDue _,
                    ChannelRejection.TooLate _,
                    ChannelRejection.NotOurs _,
                    ChannelRejection.KnownAlready _ ->
                throw new IllegalStateException("never the answer to a person's command: " + rejection);
        };
    }
}
