package org.carecontact.request.channels.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.channels.domain.ChannelEvent.ClosingBegun;
import org.carecontact.request.channels.domain.ChannelEvent.ErrandMoved;
import org.carecontact.request.channels.domain.ChannelEvent.ErrandSettled;
import org.carecontact.request.channels.domain.ChannelEvent.SessionMoved;

/** One decision in the making: the events so far, and the channel after them. */
final class Course {

    private final List<ChannelEvent> events = new ArrayList<>();
    private final Instant now;
    private Channel.Known channel;

    Course(Channel.Known channel, Instant now) {
        this.channel = channel;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    Line line() {
        return channel.line();
    }

    Grant grant() {
        return line().grant();
    }

    boolean isLive() {
        return channel instanceof Channel.Live;
    }

    /** Returns whether the contact has not ended. */
    boolean isGoingOn() {
        return channel instanceof Channel.Live || channel instanceof Channel.Paused;
    }

    boolean changedNothing() {
        return events.isEmpty();
    }

    void add(ChannelEvent event) {
        events.add(event);
        channel = ChannelDecider.after(channel, event);
    }

    // ---- sessions

    void move(Session session, Session.Phase phase) {
        add(new SessionMoved(session.with(phase)));
    }

    void begin(String code) {
        int number = line().newest().map(Session::number).orElse(0) + 1;
        add(new SessionMoved(new Session(number, code, new Session.Inviting())));
        call(new Errand.Invite(number, code));
    }

    /** Ends a session; an invitation that could be used again is deleted. */
    void over(Session session, Session.Why why) {
        session.external().ifPresent(this::askNoMore);
        session.way()
                .filter(way -> !way.lapsed(now))
                .filter(way ->
                        !grant().isTemporary() || session.phase() instanceof Session.Offered || isUnused(session))
                .ifPresent(way -> call(new Errand.DeleteWay(way.configId(), way.until())));
        add(new SessionMoved(session.over(why, now)));
    }

    private static boolean isUnused(Session session) {
        return session.phase() instanceof Session.Claimed claimed && (claimed.half() || !claimed.ours());
    }

    /** The person is gone; one of whom it was never known whether they used the invitation frees it. */
    void leave(Session session, Session.Why why) {
        if (session.phase() instanceof Session.Claimed claim && !claim.ours()) {
            free(session, claim);
        } else {
            over(session, why);
        }
    }

    /** Whoever came is none of ours and stays untouched; the invitation is as it was. */
    void free(Session session, Session.Claimed claim) {
        askNoMore(claim.external());
        move(session, new Session.Offered(claim.way()));
    }

    /** Has a contact removed at the vendor: by call where there is one, else by the doctor. */
    void remove(String external, Instant until) {
        boolean known = line().errands().stream().anyMatch(errand -> isRemovalOf(errand.task(), external));
        if (!known) {
            call(grant().isTemporary() ? new Errand.CloseChat(external, until) : new Errand.AskDoctor(external, false));
        }
    }

    static boolean isRemovalOf(Errand.Task task, String external) {
        return switch (task) {
            case Errand.CloseChat close -> close.external().equals(external);
            case Errand.AskDoctor ask -> ask.external().equals(external);
            case Errand.Invite _, Errand.DeleteWay _, Errand.Identify _, Errand.AskToConfirm _ -> false;
        };
    }

    void askNoMore(String external) {
        settle(
                task -> switch (task) {
                    case Errand.Identify identify -> identify.external().equals(external);
                    case Errand.AskToConfirm confirm -> confirm.external().equals(external);
                    case Errand.Invite _, Errand.DeleteWay _, Errand.CloseChat _, Errand.AskDoctor _ -> false;
                },
                "");
    }

    // ---- errands

    /** Makes an errand; its first call is to follow at once. */
    void call(Errand.Task task) {
        add(new ErrandMoved(new Errand(line().made() + 1, task, new Errand.UnderWay(now), 1, false, 0, now)));
    }

    /** Makes the next call of an errand. */
    void call(Errand errand, boolean asking) {
        add(new ErrandMoved(errand.called(asking, now)));
    }

    void later(Errand errand, boolean asking, Instant at) {
        add(new ErrandMoved(errand.again(asking, at)));
    }

    void settle(Errand errand, String said) {
        add(new ErrandSettled(errand.number(), said));
    }

    void settle(Predicate<Errand.Task> which, String said) {
        for (Errand errand : line().errands()) {
            if (which.test(errand.task())) {
                settle(errand, said);
            }
        }
    }

    // ---- the whole

    void closing(Channel.End end) {
        add(new ClosingBegun(end));
    }

    /** Something of a closed channel came up again. */
    void reopenClosing() {
        if (channel instanceof Channel.Closed closed) {
            closing(closed.end());
        }
    }

    Optional<Session> session(Predicate<Session> which) {
        return line().session(which);
    }

    Decision<ChannelEvent, ChannelRejection> done() {
        if (channel instanceof Channel.Closing && line().errands().isEmpty()) {
            add(new ChannelEvent.ChannelClosed(now));
        }
        return new Decision.Accepted<>(events);
    }

    Decision<ChannelEvent, ChannelRejection> doneOr(ChannelRejection nothing) {
        return events.isEmpty() ? Decision.reject(nothing) : done();
    }
}
