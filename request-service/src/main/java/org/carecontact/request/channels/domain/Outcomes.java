package org.carecontact.request.channels.domain;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.channels.domain.Session.Claimed;
import org.carecontact.request.channels.domain.Session.Connected;
import org.carecontact.request.channels.domain.Session.Inviting;
import org.carecontact.request.channels.domain.Session.Offered;
import org.carecontact.request.channels.domain.Session.Why;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the result of a call. Nothing with an unknown outcome is repeated before the vendor was asked; only
 * an invitation to a temporary session can't be asked for, and nobody has seen its QR code.
 */
final class Outcomes {

    private static final int REFUSALS_BEFORE_THE_DOCTOR = 2;
    private static final int LOOKS_FOR_A_PERSON = 8;
    private static final int WORDS_TO_THE_DOCTOR = 3;

    private final Pace pace;

    Outcomes(Pace pace) {
        this.pace = pace;
    }

    Decision<ChannelEvent, ChannelRejection> recorded(Course course, int number, int attempt, Result result) {
        Optional<Errand> errand = course.line().errand(number);
        if (errand.filter(open -> open.awaits(attempt)).isPresent()) {
            take(course, errand.get(), result);
            return course.done();
        }
        if (!(result instanceof Result.Invited invited)) {
            return Decision.reject(new ChannelRejection.TooLate());
        }
        // Its config_id can't be found again: a late invitation is used, or deleted.
        if (errand.filter(open -> open.task() instanceof Errand.Invite).isPresent()) {
            take(course, errand.get(), result);
        } else if (course.session(one -> one.way()
                        .map(Way::configId)
                        .filter(invited.configId()::equals)
                        .isPresent())
                .isEmpty()) {
            course.reopenClosing();
            course.call(new Errand.DeleteWay(invited.configId(), until(course, course.now())));
        } else {
            return Decision.reject(new ChannelRejection.TooLate());
        }
        return course.done();
    }

    void take(Course course, Errand errand, Result result) {
        switch (errand.task()) {
            case Errand.Invite task -> invite(course, errand, task, result);
            case Errand.DeleteWay(var _, var until) -> remove(course, errand, until, result);
            case Errand.CloseChat(var external, var until) -> close(course, errand, external, until, result);
            case Errand.AskDoctor task -> askDoctor(course, errand, task, result);
            case Errand.Identify task -> identify(course, errand, task, result);
            case Errand.AskToConfirm _ -> askToConfirm(course, errand, result);
        }
    }

    private Instant next(Course course, Errand errand) {
        return pace.after(errand.attempt(), course.now());
    }

    /** Not in the vendor's window, and not before our own pause: a vendor that is down for a day is asked ever less. */
    private Instant notBefore(Course course, Errand errand, Instant until) {
        Instant next = next(course, errand);
        return until.isAfter(next) ? until : next;
    }

    private Instant atNextLook(Course course) {
        return course.now().plus(pace.look());
    }

    private @Nullable Instant until(Course course, Instant from) {
        return course.grant().isTemporary() ? from.plus(pace.session()) : null;
    }

    // ---- an invitation

    private void invite(Course course, Errand errand, Errand.Invite task, Result result) {
        switch (result) {
            case Result.Invited invited -> invited(course, errand, task, invited);
            case Result.Unknown _ -> {
                if (course.grant().isTemporary()) {
                    goOn(course, errand, task, next(course, errand));
                } else {
                    course.later(errand, true, next(course, errand));
                }
            }
            case Result.OurFault fault
            when fault.saysNoSessions() && course.grant().isTemporary() && course.isLive() -> {
                course.add(new ChannelEvent.MeansChanged(Means.CONTACT_WAY));
                course.call(errand, false);
            }
            case Result.Refused _, Result.OurFault _, Result.Identified _ -> {
                if (errand.asking()) {
                    course.later(errand, true, atNextLook(course));
                } else {
                    goOn(course, errand, task, atNextLook(course));
                }
            }
            case Result.Later(var until, var _) -> {
                if (errand.asking()) {
                    course.later(errand, true, notBefore(course, errand, until));
                } else {
                    goOn(course, errand, task, notBefore(course, errand, until));
                }
            }
            case Result.NotDone _, Result.Done _ -> {
                if (course.isLive()) {
                    course.call(errand, false);
                } else {
                    giveUp(course, errand, task);
                }
            }
        }
    }

    /** Nothing was made: it is made later, unless the contact ended meanwhile. */
    private static void goOn(Course course, Errand errand, Errand.Invite task, Instant at) {
        if (course.isLive()) {
            course.later(errand, false, at);
        } else {
            giveUp(course, errand, task);
        }
    }

    private static void giveUp(Course course, Errand errand, Errand.Invite task) {
        course.settle(errand, "");
        inviting(course, task).ifPresent(session -> course.over(session, Why.ENDED));
    }

    private void invited(Course course, Errand errand, Errand.Invite task, Result.Invited invited) {
        Instant from = errand.stand() instanceof Errand.UnderWay(var since) ? since : errand.madeAt();
        Way way = new Way(invited.configId(), invited.qr(), until(course, from));
        course.settle(errand, "");
        Optional<Session> session = inviting(course, task);
        if (course.isLive() && session.isPresent()) {
            course.move(session.get(), new Offered(way));
        } else {
            session.ifPresent(one -> course.over(one, Why.ENDED));
            course.call(new Errand.DeleteWay(way.configId(), way.until()));
        }
    }

    private static Optional<Session> inviting(Course course, Errand.Invite task) {
        return course.session(one -> one.number() == task.session() && one.phase() instanceof Inviting);
    }

    // ---- what has to go

    /** Deletes, asks and deletes again until the vendor says that it is gone, or it lapsed. */
    private void remove(Course course, Errand errand, @Nullable Instant until, Result result) {
        if (result instanceof Result.Done(var said)) {
            course.settle(errand, said);
        } else if (until != null && !course.now().isBefore(until)) {
            course.settle(errand, "lapsed");
        } else {
            switch (result) {
                case Result.NotDone _ -> {
                    if (errand.refusals() == 0) {
                        course.call(errand, false);
                    } else {
                        course.later(errand, false, next(course, errand));
                    }
                }
                case Result.Refused _ -> course.later(errand.refused(), true, next(course, errand));
                case Result.Unknown _ -> course.later(errand, true, next(course, errand));
                case Result.Later(var at, var _) ->
                    course.later(errand, errand.asking(), notBefore(course, errand, at));
                case Result.OurFault _, Result.Invited _, Result.Identified _, Result.Done _ ->
                    course.later(errand, errand.asking(), atNextLook(course));
            }
        }
    }

    private void close(Course course, Errand errand, String external, Instant until, Result result) {
        if (result instanceof Result.NotDone && errand.refusals() >= REFUSALS_BEFORE_THE_DOCTOR) {
            course.settle(errand, "close_temp_chat:refused");
            course.call(new Errand.AskDoctor(external, false));
        } else {
            remove(course, errand, until, result);
        }
    }

    private void askDoctor(Course course, Errand errand, Errand.AskDoctor task, Result result) {
        switch (result) {
            case Result.Done(var said) when errand.asking() -> course.settle(errand, said);
            case Result.NotDone _
            when !task.escalated() && !course.now().isBefore(errand.madeAt().plus(pace.escalate())) ->
                course.call(errand.with(new Errand.AskDoctor(task.external(), true)), false);
            case Result.Later(var until, var _) ->
                course.later(errand, errand.asking(), notBefore(course, errand, until));
            // Not said yet, or perhaps not: it is said again. WeCom drops a repetition that comes soon.
            case Result.Unknown _, Result.OurFault _
            when !errand.asking() -> course.later(errand, false, atNextLook(course));
            case Result.Done _,
                    Result.NotDone _,
                    Result.Unknown _,
                    Result.Refused _,
                    Result.OurFault _,
                    Result.Invited _,
                    Result.Identified _ -> course.later(errand, true, atNextLook(course));
        }
    }

    // ---- who it is

    private void identify(Course course, Errand errand, Errand.Identify task, Result result) {
        switch (result) {
            case Result.Identified(var identity) -> {
                course.settle(errand, "");
                identified(course, task, identity);
            }
            case Result.Refused _, Result.Unknown _
            when errand.attempt() < LOOKS_FOR_A_PERSON -> course.later(errand, false, next(course, errand));
            case Result.Later(var until, var _) -> course.later(errand, false, notBefore(course, errand, until));
            case Result.Refused _ ->
                // Nobody has such a contact: it was gone before its own event came.
                course.session(one -> one.number() == task.session() && one.isHeldBy(task.external()))
                        .ifPresentOrElse(session -> course.leave(session, Why.GONE), () -> course.settle(errand, ""));
            case Result.Unknown _, Result.OurFault _, Result.Done _, Result.NotDone _, Result.Invited _ -> {
                course.settle(errand, "");
                identified(course, task, Result.Identity.NOT_KNOWN);
            }
        }
    }

    private void identified(Course course, Errand.Identify task, Result.Identity identity) {
        course.session(one -> one.number() == task.session() && one.isHeldBy(task.external()))
                .ifPresent(session -> {
                    if (session.phase() instanceof Claimed claim && !claim.proven()) {
                        identified(course, session, claim, identity);
                    }
                });
    }

    void identified(Course course, Session session, Claimed claim, Result.Identity identity) {
        switch (identity) {
            case PATIENT -> {
                course.askNoMore(claim.external());
                let(course, session, claim.proof());
            }
            case SOMEBODY_ELSE -> {
                if (claim.ours()) {
                    course.over(session, Why.STRANGER);
                    course.remove(claim.external(), claim.since().plus(pace.session()));
                } else {
                    course.free(session, claim);
                }
            }
            case NOT_KNOWN -> course.call(new Errand.AskToConfirm(session.number(), claim.external()));
        }
    }

    /** Connects once the doctor let them in and this is known to be the patient. */
    void let(Course course, Session session, Claimed claim) {
        if (claim.half() || !claim.proven()) {
            course.move(session, claim);
            return;
        }
        course.move(session, new Connected(claim.way(), claim.external(), claim.since(), until(course, claim.since())));
        // One person has one session: the earlier one of the chain is over with the next.
        for (Session earlier : course.line().sessions()) {
            if (earlier.number() < session.number()
                    && earlier.phase() instanceof Connected before
                    && before.external().equals(claim.external())) {
                course.add(new ChannelEvent.SessionMoved(earlier.over(Why.RAN_OUT, course.now())));
            }
        }
    }

    private void askToConfirm(Course course, Errand errand, Result result) {
        switch (result) {
            case Result.Unknown _
            when errand.attempt() < WORDS_TO_THE_DOCTOR -> course.later(errand, false, next(course, errand));
            case Result.Later(var until, var _) -> course.later(errand, false, notBefore(course, errand, until));
            case Result.OurFault _ -> course.later(errand, false, atNextLook(course));
            case Result.Unknown _,
                    Result.Done _,
                    Result.NotDone _,
                    Result.Refused _,
                    Result.Invited _,
                    Result.Identified _ -> course.settle(errand, "");
        }
    }
}
