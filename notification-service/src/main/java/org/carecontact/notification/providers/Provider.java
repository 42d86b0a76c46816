package org.carecontact.notification.providers;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Settlement;

/** Carries messages to people; called from many threads, and never throws for a failure of the network. */
public interface Provider {

    /** Returns the hospital's own name for it, as aliyun-main; it stays the same when settings change. */
    String name();

    /** Returns the systems that it serves: sms, wechat, wecom. */
    Set<String> systems();

    /** Hands one message over. */
    CallOutcome send(Message message);

    /**
     * Asks what became of a message whose call never told how it ended.
     *
     * @param sentAt when that call began
     */
    Settlement settle(Message message, Instant sentAt);

    /**
     * Returns whether it drops a message whose key it knows, so that the same call again settles an unknown outcome.
     *
     * @param since how long ago the first call began
     */
    boolean dropsRepetitions(Duration since);

    /** Returns the time after which a call has ended in any case. */
    Duration longestCall();
}
