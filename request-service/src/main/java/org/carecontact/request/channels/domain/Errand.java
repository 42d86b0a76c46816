package org.carecontact.request.channels.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done at the vendor. It is stored before the vendor is called and goes when the vendor has confirmed
 * it.
 *
 * @param number of its channel, from 1
 * @param attempt the number of the newest call
 * @param asking whether the call asks what became of the task, and does not do it
 * @param refusals how often the vendor refused
 * @param madeAt when the task came up
 */
public record Errand(int number, Task task, Stand stand, int attempt, boolean asking, int refusals, Instant madeAt) {

    /** Whether a call is out. */
    public sealed interface Stand {
        Instant at();
    }

    /** A call is out, or lost, since then. */
    public record UnderWay(Instant at) implements Stand {}

    /** The next call is due then. */
    public record Waiting(Instant at) implements Stand {}

    /** What is to be done. */
    public sealed interface Task {}

    /** Make the invitation of a session. */
    public record Invite(int session, String code) implements Task {}

    /** Delete an invitation. */
    public record DeleteWay(String configId, @Nullable Instant until) implements Task {}

    /** Close a temporary session; it ends by itself at the latest then. */
    public record CloseChat(String external, Instant until) implements Task {}

    /**
     * Have the doctor delete a contact, which no call can close.
     *
     * @param escalated whether it took so long that the supervisor is told
     */
    public record AskDoctor(String external, boolean escalated) implements Task {}

    /** Find out whether this person is the patient. */
    public record Identify(int session, String external) implements Task {}

    /** Ask the doctor to confirm that this person is the patient. */
    public record AskToConfirm(int session, String external) implements Task {}

    boolean awaits(int call) {
        return attempt == call && stand instanceof UnderWay;
    }

    Errand called(boolean asks, Instant now) {
        return new Errand(number, task, new UnderWay(now), attempt + 1, asks, refusals, madeAt);
    }

    Errand again(boolean asks, Instant at) {
        return new Errand(number, task, new Waiting(at), attempt, asks, refusals, madeAt);
    }

    Errand refused() {
        return new Errand(number, task, stand, attempt, asking, refusals + 1, madeAt);
    }

    Errand with(Task other) {
        return new Errand(number, other, stand, attempt, asking, refusals, madeAt);
    }
}
