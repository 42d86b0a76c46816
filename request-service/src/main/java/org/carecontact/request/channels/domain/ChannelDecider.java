package org.carecontact.request.channels.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.channels.domain.Session.Claimed;
import org.carecontact.request.channels.domain.Session.Connected;
import org.carecontact.request.channels.domain.Session.Inviting;
import org.carecontact.request.channels.domain.Session.Offered;
import org.carecontact.request.channels.domain.Session.Over;
import org.carecontact.request.channels.domain.Session.Why;

/** When a channel of a contact is opened, whom it is bound to, and how it is closed. */
// Longer than 300 lines: the transition table and what each of its rows means stand in one place.
public final class ChannelDecider implements Decider<ChannelCommand, Channel, ChannelEvent, ChannelRejection> {

    /** The vendor's list and its callback may tell different times of one joining. */
    private static final Duration SAME_JOINING = Duration.ofMinutes(10);

    private final Pace pace;
    private final Outcomes outcomes;

    public ChannelDecider(Pace pace) {
        this.pace = pace;
        this.outcomes = new Outcomes(pace);
    }

    @Override
    public Channel initial() {
        return new Channel.NotGranted();
    }

    private record Case(Channel channel, ChannelCommand command) {}

    @Override
    public Decision<ChannelEvent, ChannelRejection> decide(Channel channel, ChannelCommand command) {
        return switch (new Case(channel, command)) {
            case Case(Channel.NotGranted _, ChannelCommand.Open(var grant, var code, var now)) ->
                opened(grant, code, now);
            case Case(Channel.NotGranted _, ChannelCommand _) -> Decision.reject(new ChannelRejection.NoChannel());
            case Case(Channel.Known _, ChannelCommand.Open _) -> Decision.reject(new ChannelRejection.OpenedBefore());

            case Case(Channel.Live live, ChannelCommand.Prolong(var endsAt, var now)) ->
                prolonged(new Course(live, now), endsAt);
            case Case(Channel.Paused paused, ChannelCommand.Prolong(var endsAt, var now)) ->
                prolonged(new Course(paused, now), endsAt);
            case Case(Channel.Known _, ChannelCommand.Prolong _) -> Decision.accept();

            case Case(Channel.Live live, ChannelCommand.Pause(var briefly, var _))
            when briefly && !live.line().grant().isTemporary() -> Decision.accept();
            case Case(Channel.Live live, ChannelCommand.Pause(var _, var now)) ->
                paused(new Course(live, now)).done();
            case Case(Channel.Known _, ChannelCommand.Pause _) -> Decision.accept();
            case Case(Channel.Paused paused, ChannelCommand.Resume(var code, var now)) ->
                resumed(new Course(paused, now), code).done();
            case Case(Channel.Known _, ChannelCommand.Resume _) -> Decision.accept();

            case Case(Channel.Live live, ChannelCommand.End(var by, var at, var now)) ->
                ended(new Course(live, now), new Channel.End(by, at)).done();
            case Case(Channel.Paused paused, ChannelCommand.End(var by, var at, var now)) ->
                ended(new Course(paused, now), new Channel.End(by, at)).done();
            case Case(Channel.Known _, ChannelCommand.End _) -> Decision.reject(new ChannelRejection.EndedBefore());

            case Case(Channel.Known known, ChannelCommand.Elapse(var code, var now)) ->
                elapsed(new Course(known, now), code);
            case Case(Channel.Known known, ChannelCommand.Record(var errand, var attempt, var result, var now)) ->
                outcomes.recorded(new Course(known, now), errand, attempt, result);

            case Case(Channel.Live live, ChannelCommand.Renew(var code, var now)) ->
                renewed(new Course(live, now), code);
            case Case(Channel.Known _, ChannelCommand.Renew _) -> Decision.reject(new ChannelRejection.EndedBefore());
            case Case(Channel.Live live, ChannelCommand.Confirm(var patient, var now)) ->
                confirmed(new Course(live, now), patient);
            case Case(Channel.Known _, ChannelCommand.Confirm _) -> Decision.reject(new ChannelRejection.EndedBefore());

            case Case(Channel.Live live, ChannelCommand.NoteJoined joined) ->
                joined(new Course(live, joined.now()), joined);
            case Case(Channel.Known over, ChannelCommand.NoteJoined joined) ->
                joinedTooLate(new Course(over, joined.now()), joined);
            case Case(Channel.Known known, ChannelCommand.NotePatientLeft(var external, var at, var now)) ->
                left(new Course(known, now), external, Why.PATIENT_LEFT, at);
            case Case(Channel.Known known, ChannelCommand.NoteDoctorRemoved(var external, var at, var now)) ->
                left(new Course(known, now), external, Why.DOCTOR_REMOVED, at);
            case Case(Channel.Known known, ChannelCommand.NoteMissing(var external, var readAt, var now)) ->
                missing(new Course(known, now), external, readAt);
            case Case(Channel.Known known, ChannelCommand.NoteWay(var state, var configId, var now)) ->
                wayShown(new Course(known, now), state, configId);
        };
    }

    @Override
    public Channel evolve(Channel channel, ChannelEvent event) {
        return switch (channel) {
            case Channel.NotGranted nothing ->
                event instanceof ChannelEvent.ChannelGranted(var grant) ? new Channel.Live(Line.of(grant)) : nothing;
            case Channel.Known known -> after(known, event);
        };
    }

    static Channel.Known after(Channel.Known known, ChannelEvent event) {
        Line line = known.line();
        return switch (event) {
            case ChannelEvent.ChannelGranted _ -> known;
            case ChannelEvent.MeansChanged(var means) -> known.with(line.by(means));
            case ChannelEvent.SessionMoved(var session) -> known.with(line.with(session));
            case ChannelEvent.ErrandMoved(var errand) -> known.with(line.with(errand));
            case ChannelEvent.ErrandSettled(var number, var said) -> known.with(line.without(number, said));
            case ChannelEvent.ChannelProlonged(var endsAt) -> known.with(line.until(endsAt));
            case ChannelEvent.ChannelPaused() -> new Channel.Paused(line);
            case ChannelEvent.ChannelResumed() -> new Channel.Live(line);
            case ChannelEvent.ClosingBegun(var end) -> new Channel.Closing(line, end);
            case ChannelEvent.ChannelClosed(var at) ->
                known instanceof Channel.Closing(var _, var end) ? new Channel.Closed(line, end, at) : known;
        };
    }

    // ---- the contact begins, goes on and ends

    private static Decision<ChannelEvent, ChannelRejection> opened(Grant grant, String code, Instant now) {
        ChannelEvent granted = new ChannelEvent.ChannelGranted(grant);
        Session first = new Session(1, code, new Inviting());
        Errand invite = new Errand(1, new Errand.Invite(1, code), new Errand.UnderWay(now), 1, false, 0, now);
        return Decision.accept(granted, new ChannelEvent.SessionMoved(first), new ChannelEvent.ErrandMoved(invite));
    }

    /** Returns when the next session is to begin; empty while none is wanted. */
    static Optional<Instant> nextAt(Line line, Pace pace) {
        return line.newest().flatMap(newest -> switch (newest.phase()) {
            case Inviting _, Offered _, Claimed _ -> Optional.<Instant>empty();
            case Connected connected ->
                Optional.ofNullable(connected.until())
                        .filter(until -> until.isBefore(line.grant().endsAt()))
                        .map(until -> until.minus(pace.lead()));
            case Over over ->
                Optional.of(over.at())
                        .filter(_ -> over.why().isFollowed() && (over.why() != Why.SUSPENDED || !isClosing(line)));
        });
    }

    private Decision<ChannelEvent, ChannelRejection> elapsed(Course course, String code) {
        Instant now = course.now();
        if (course.isGoingOn() && !now.isBefore(course.grant().endsAt())) {
            ended(course, new Channel.End("EXPIRY", course.grant().endsAt()));
        }
        if (course.isLive()) {
            for (Session session : course.line().sessions()) {
                session.runsOutAt(pace, course.grant())
                        .filter(at -> !now.isBefore(at))
                        .ifPresent(_ -> course.over(session, isPatients(session) ? Why.RAN_OUT : Why.LAPSED));
            }
            nextAt(course.line(), pace).filter(at -> !now.isBefore(at)).ifPresent(_ -> course.begin(code));
        }
        for (Errand errand : course.line().errands()) {
            switch (errand.stand()) {
                case Errand.Waiting(var at) when !now.isBefore(at) -> course.call(errand, errand.asking());
                case Errand.UnderWay(var at)
                when !now.isBefore(at.plus(pace.unknownAfter())) ->
                    outcomes.take(course, errand, new Result.Unknown("no-result"));
                case Errand.Waiting _, Errand.UnderWay _ -> {}
            }
        }
        return course.doneOr(new ChannelRejection.NotDue());
    }

    private Course ended(Course course, Channel.End end) {
        course.closing(end);
        return left(course, Why.ENDED);
    }

    private static Decision<ChannelEvent, ChannelRejection> prolonged(Course course, Instant endsAt) {
        course.add(new ChannelEvent.ChannelProlonged(endsAt));
        return course.done();
    }

    /** Whoever joins anew while their chat is still being closed would be closed out again. */
    private static boolean isClosing(Line line) {
        return line.errands().stream().anyMatch(errand -> errand.task() instanceof Errand.CloseChat);
    }

    private Course paused(Course course) {
        course.add(new ChannelEvent.ChannelPaused());
        return left(course, Why.SUSPENDED);
    }

    private static Course resumed(Course course, String code) {
        course.add(new ChannelEvent.ChannelResumed());
        course.settle(task -> task instanceof Errand.AskDoctor, "");
        boolean over = course.line()
                .newest()
                .filter(newest -> newest.phase() instanceof Over)
                .isPresent();
        // Else a call from before brings the invitation, or it begins when the chat from before is closed.
        if (over && !isClosing(course.line())) {
            course.begin(code);
        }
        return course;
    }

    /** Nobody stays invited or connected. */
    private Course left(Course course, Why why) {
        for (Session session : course.line().sessions()) {
            switch (session.phase()) {
                case Inviting _ -> stopInviting(course, session, why);
                case Offered _ -> course.over(session, why);
                case Claimed claimed -> {
                    course.over(session, why);
                    if (claimed.ours()) {
                        course.remove(claimed.external(), claimed.since().plus(pace.session()));
                    }
                }
                case Connected connected -> {
                    course.over(session, why);
                    Instant until = connected.until();
                    course.remove(
                            connected.external(), until == null ? course.grant().endsAt() : until);
                }
                case Over _ -> {}
            }
        }
        return course;
    }

    /** A call that is out may still bring an invitation, which has to go then. */
    private static void stopInviting(Course course, Session session, Why why) {
        boolean open = course.line().errands().stream()
                .anyMatch(errand -> errand.task() instanceof Errand.Invite(var number, var _)
                        && number == session.number()
                        && (errand.stand() instanceof Errand.UnderWay || errand.asking()));
        if (!open) {
            course.settle(task -> task instanceof Errand.Invite(var number, var _) && number == session.number(), "");
            course.over(session, why);
        }
    }

    private static Decision<ChannelEvent, ChannelRejection> renewed(Course course, String code) {
        boolean over = course.line()
                .newest()
                .filter(newest -> newest.phase() instanceof Over)
                .isPresent();
        if (!over || !course.now().isBefore(course.grant().endsAt())) {
            return Decision.reject(new ChannelRejection.SessionOpen());
        }
        course.begin(code);
        return course.done();
    }

    // ---- who is connected

    private Decision<ChannelEvent, ChannelRejection> joined(Course course, ChannelCommand.NoteJoined joined) {
        String state = joined.state();
        Optional<Session> used = state == null
                ? course.session(session -> isSeenAgain(session, joined))
                        .or(() -> course.line().newest().filter(newest -> newest.phase() instanceof Offered))
                        .or(() -> course.session(session -> session.isHeldBy(joined.external())))
                : course.session(session -> session.code().equals(state));
        if (used.isEmpty()) {
            return Decision.reject(new ChannelRejection.NotOurs());
        }
        Session session = used.get();
        switch (session.phase()) {
            case Inviting _ -> {
                return Decision.reject(new ChannelRejection.NotOurs()); // nobody was shown this invitation
            }
            case Offered(var way) -> claimed(course, session, way, joined);
            case Claimed claim
            when claim.external().equals(joined.external()) -> {
                if (claim.half() && !joined.half()) {
                    Claimed letIn = claim.letIn(at(course, joined));
                    outcomes.let(course, session, letIn);
                    identify(course, session, letIn);
                }
            }
            case Connected connected when connected.external().equals(joined.external()) -> {}
            case Claimed _, Connected _ -> course.remove(joined.external(), until(course));
            case Over over -> joinedAgain(course, session, over, joined);
        }
        return course.doneOr(new ChannelRejection.KnownAlready());
    }

    /** Who is connected already is no news, and does not use up the next invitation. */
    private static boolean isSeenAgain(Session session, ChannelCommand.NoteJoined joined) {
        return session.isHeldBy(joined.external())
                && joined.at().isBefore(since(session).plus(SAME_JOINING));
    }

    private void joinedAgain(Course course, Session session, Over over, ChannelCommand.NoteJoined joined) {
        boolean same = joined.external().equals(over.external());
        if (over.why() == Why.RAN_OUT && same) {
            return;
        }
        boolean newest = course.line().newest().filter(session::equals).isPresent();
        String configId = over.configId();
        if (newest && over.why() != Why.STRANGER && configId != null && (same || over.external() == null)) {
            claimed(course, session, new Way(configId, "", null), joined);
        } else {
            course.remove(joined.external(), until(course));
        }
    }

    private void claimed(Course course, Session session, Way way, ChannelCommand.NoteJoined joined) {
        boolean proven =
                course.session(other -> wasPatient(other, joined.external())).isPresent();
        boolean ours = proven || joined.state() != null;
        Claimed claim = new Claimed(way, joined.external(), at(course, joined), joined.half(), proven, ours);
        outcomes.let(course, session, claim);
        identify(course, session, claim);
    }

    /** Whom the doctor has not let in yet, the vendor shows to nobody. */
    private static void identify(Course course, Session session, Claimed claim) {
        if (!claim.half() && !claim.proven()) {
            course.call(new Errand.Identify(session.number(), claim.external()));
        }
    }

    /** The vendor's clock may be ahead. */
    private static Instant at(Course course, ChannelCommand.NoteJoined joined) {
        return joined.at().isBefore(course.now()) ? joined.at() : course.now();
    }

    private static boolean isPatients(Session session) {
        return session.phase() instanceof Connected || session.phase() instanceof Claimed claim && claim.proven();
    }

    private static boolean wasPatient(Session session, String external) {
        return session.external().filter(external::equals).isPresent()
                && (session.phase() instanceof Connected
                        || session.phase() instanceof Over over && over.why() == Why.RAN_OUT);
    }

    private Instant until(Course course) {
        return course.now().plus(pace.session());
    }

    private Decision<ChannelEvent, ChannelRejection> confirmed(Course course, boolean patient) {
        Optional<Session> waiting =
                course.session(session -> session.phase() instanceof Claimed claim && !claim.proven());
        if (waiting.isEmpty() || !(waiting.get().phase() instanceof Claimed claim)) {
            return Decision.reject(new ChannelRejection.NobodyToConfirm());
        }
        outcomes.identified(
                course, waiting.get(), claim, patient ? Result.Identity.PATIENT : Result.Identity.SOMEBODY_ELSE);
        return course.done();
    }

    private Decision<ChannelEvent, ChannelRejection> joinedTooLate(Course course, ChannelCommand.NoteJoined joined) {
        String state = joined.state();
        boolean ours = course.session(session -> session.code().equals(state)
                        || session.external().filter(joined.external()::equals).isPresent())
                .isPresent();
        if (!ours) {
            return Decision.reject(new ChannelRejection.NotOurs());
        }
        boolean atWork =
                course.line().errands().stream().anyMatch(one -> Course.isRemovalOf(one.task(), joined.external()));
        if (atWork) {
            return Decision.reject(new ChannelRejection.KnownAlready());
        }
        course.reopenClosing();
        course.remove(joined.external(), until(course));
        return course.done();
    }

    private static Decision<ChannelEvent, ChannelRejection> left(Course course, String external, Why why, Instant at) {
        if (course.isLive()) {
            course.session(session ->
                            session.isHeldBy(external) && !since(session).isAfter(at))
                    .ifPresent(session -> course.leave(session, why));
        }
        for (Errand errand : course.line().errands()) {
            if (Course.isRemovalOf(errand.task(), external) && errand.stand() instanceof Errand.Waiting) {
                course.call(errand, true); // the vendor's word counts, not the callback's
            }
        }
        return course.doneOr(new ChannelRejection.KnownAlready());
    }

    private static Decision<ChannelEvent, ChannelRejection> missing(Course course, String external, Instant readAt) {
        if (course.isLive()) {
            course.session(session ->
                            session.isHeldBy(external) && since(session).isBefore(readAt))
                    .ifPresent(session -> course.leave(session, Why.GONE));
        }
        for (Errand errand : course.line().errands()) {
            if (Course.isRemovalOf(errand.task(), external) && errand.madeAt().isBefore(readAt)) {
                course.settle(errand, "list:gone");
            }
        }
        return course.doneOr(new ChannelRejection.KnownAlready());
    }

    private static Instant since(Session session) {
        return switch (session.phase()) {
            case Claimed claim -> claim.since();
            case Connected connected -> connected.since();
            case Inviting _, Offered _ -> Instant.MAX;
            case Over over -> over.at();
        };
    }

    /** An invitation that is none of ours any more, or was made twice, is deleted. */
    private static Decision<ChannelEvent, ChannelRejection> wayShown(Course course, String state, String configId) {
        Optional<Session> session = course.session(one -> one.code().equals(state));
        if (session.isEmpty()) {
            return Decision.reject(new ChannelRejection.NotOurs());
        }
        boolean wanted = course.isLive()
                && (session.get().phase() instanceof Inviting
                        || session.get()
                                .way()
                                .map(Way::configId)
                                .filter(configId::equals)
                                .isPresent());
        boolean atWork = course.line().errands().stream()
                .anyMatch(errand -> errand.task() instanceof Errand.DeleteWay(var id, var _) && id.equals(configId)
                        || errand.task() instanceof Errand.Invite(var _, var code) && code.equals(state));
        if (wanted || atWork) {
            return Decision.reject(new ChannelRejection.KnownAlready());
        }
        course.reopenClosing();
        course.call(new Errand.DeleteWay(configId, null));
        return course.done();
    }
}
