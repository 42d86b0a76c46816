package org.carecontact.notification.domain;

import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.domain.Correspondence.Ongoing;
import org.carecontact.notification.domain.Correspondence.Silent;
import org.carecontact.notification.domain.CorrespondenceCommand.Hear;
import org.carecontact.notification.domain.CorrespondenceCommand.RecordAttempts;
import org.carecontact.notification.domain.CorrespondenceCommand.TryAgain;
import org.carecontact.notification.domain.CorrespondenceEvent.AttemptsPostponed;
import org.carecontact.notification.domain.CorrespondenceEvent.AttemptsStarted;
import org.carecontact.notification.domain.CorrespondenceEvent.NewsHeard;
import org.carecontact.notification.domain.CorrespondenceEvent.NoticesSettled;
import org.carecontact.notification.domain.CorrespondenceRejection.NotAwaited;
import org.carecontact.notification.domain.CorrespondenceRejection.NothingHeard;
import org.carecontact.notification.domain.Delivery.Failed;
import org.carecontact.notification.domain.Delivery.Sending;
import org.carecontact.notification.domain.Delivery.Sent;
import org.carecontact.notification.domain.Delivery.Suppressed;
import org.carecontact.notification.domain.Delivery.Waiting;
import org.jspecify.annotations.Nullable;

/** One notification per key; a further provider call only after a failure or an unknown outcome. */
public final class CorrespondenceDecider
        implements Decider<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> {

    private record Case(Correspondence correspondence, CorrespondenceCommand command) {}

    private final Limits limits;

    public CorrespondenceDecider(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Correspondence initial() {
        return new Silent();
    }

    @Override
    public Decision<CorrespondenceEvent, CorrespondenceRejection> decide(
            Correspondence correspondence, CorrespondenceCommand command) {
        return switch (new Case(correspondence, command)) {
            case Case(Silent _, Hear(var parties, var news, var now)) ->
                hear(new Ongoing(parties, null, Set.of(), List.of()), news, now);
            case Case(Ongoing ongoing, Hear(var _, var news, var now)) -> hear(ongoing, news, now);
            case Case(Silent _, RecordAttempts _) -> reject(new NothingHeard());
            case Case(Ongoing ongoing, RecordAttempts(var attempts, var now)) -> record(ongoing, attempts, now);
            case Case(Silent _, TryAgain _) -> reject(new NothingHeard());
            case Case(Ongoing ongoing, TryAgain(var now)) -> tryAgain(ongoing, now);
        };
    }

    @Override
    public Correspondence evolve(Correspondence correspondence, CorrespondenceEvent event) {
        return switch (event) {
            case NewsHeard(var parties, var signer, var facts, var notices) ->
                new Ongoing(parties, signer, facts, replaced(noticesOf(correspondence), notices));
            case AttemptsStarted(var notices) -> changed(correspondence, notices);
            case AttemptsPostponed(var notices) -> changed(correspondence, notices);
            case NoticesSettled(var notices) -> changed(correspondence, notices);
        };
    }

    private static Decision<CorrespondenceEvent, CorrespondenceRejection> hear(
            Ongoing ongoing, News news, Instant now) {
        Addressee signer = signer(ongoing, news);
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        facts.addAll(ongoing.facts());
        facts.addAll(facts(news));
        List<Notice> intended = new ArrayList<>();
        List<Notice> settled = new ArrayList<>();
        for (Notice called : calledFor(news, signer, now)) {
            if (ongoing.notice(called.key()).isEmpty()) {
                called.pointless(facts, now)
                        .ifPresentOrElse(
                                why -> settled.add(called.with(new Suppressed(why), now)), () -> intended.add(called));
            }
        }
        for (Notice known : ongoing.notices()) {
            // One that is under way may have been delivered: its outcome decides, not this.
            if (known.delivery() instanceof Waiting) {
                known.pointless(facts, now)
                        .or(() -> replacedBy(news, known))
                        .ifPresent(why -> settled.add(known.with(new Suppressed(why), now)));
            }
        }
        List<CorrespondenceEvent> events = new ArrayList<>();
        if (!intended.isEmpty() || !facts.equals(ongoing.facts()) || ongoing.signer() != signer) {
            events.add(new NewsHeard(ongoing.parties(), signer, facts, intended));
        }
        if (!settled.isEmpty()) {
            events.add(new NoticesSettled(settled));
        }
        return new Decision.Accepted<>(events);
    }

    private Decision<CorrespondenceEvent, CorrespondenceRejection> record(
            Ongoing ongoing, List<Attempt> attempts, Instant now) {
        List<Notice> after = new ArrayList<>();
        for (Attempt attempt : attempts) {
            ongoing.notice(attempt.notice())
                    .filter(notice -> notice.awaits(attempt.number()))
                    .ifPresent(notice -> after.add(after(ongoing, notice, attempt, now)));
        }
        return after.isEmpty() ? reject(new NotAwaited()) : new Decision.Accepted<>(sorted(after));
    }

    private Notice after(Ongoing ongoing, Notice notice, Attempt attempt, Instant now) {
        return switch (attempt) {
            case Attempt.Called(var _, var number, var system, var outcome, var otherWay) -> {
                Notice called = notice.called(system);
                yield switch (outcome) {
                    case Outcome.Accepted(var id) -> called.with(new Sent(id), now);
                    case Outcome.Refused(var reason) ->
                        otherWay
                                ? called.with(new Waiting(number, now, reason), now)
                                : called.with(new Failed(reason), now);
                    case Outcome.Failed(var reason, var retry) ->
                        retry ? later(ongoing, called, number, reason, now) : called.with(new Failed(reason), now);
                    case Outcome.Unknown() ->
                        later(ongoing, called.withUnknownOutcome(), number, "unknown-outcome", now);
                };
            }
            case Attempt.NotCalled(var _, var number, var reason, var retry) ->
                retry ? later(ongoing, notice, number, reason, now) : notice.with(new Failed(reason), now);
        };
    }

    private Notice later(Ongoing ongoing, Notice notice, int attempt, String reason, Instant now) {
        return notice.pointless(ongoing.facts(), now)
                .map(why -> notice.with(new Suppressed(why), now))
                .orElseGet(() -> attempt >= limits.attempts()
                        ? notice.with(new Failed(reason), now)
                        : notice.with(new Waiting(attempt, now.plus(limits.backOff(attempt)), reason), now));
    }

    private Decision<CorrespondenceEvent, CorrespondenceRejection> tryAgain(Ongoing ongoing, Instant now) {
        List<Notice> after = new ArrayList<>();
        for (Notice notice : ongoing.notices()) {
            switch (notice.delivery()) {
                case Waiting(var attempt, var nextAt, var reason) -> {
                    if (!nextAt.isAfter(now)) {
                        after.add(again(ongoing, notice, attempt, reason, now));
                    }
                }
                case Sending(var attempt, var since) -> {
                    if (!since.plus(limits.unknownAfter()).isAfter(now)) {
                        Notice unknown = notice.called(notice.system()).withUnknownOutcome();
                        after.add(again(ongoing, unknown, attempt, "unknown-outcome", now));
                    }
                }
                case Sent _, Failed _, Suppressed _ -> {}
            }
        }
        return new Decision.Accepted<>(sorted(after));
    }

    private Notice again(Ongoing ongoing, Notice notice, int attempt, String reason, Instant now) {
        return notice.pointless(ongoing.facts(), now)
                .map(why -> notice.with(new Suppressed(why), now))
                .orElseGet(() -> attempt >= limits.attempts()
                        ? notice.with(new Failed(reason), now)
                        : notice.with(new Sending(attempt + 1, now), now));
    }

    /** Settled ones last and together, so that they are published once and as they all are then. */
    private static List<CorrespondenceEvent> sorted(List<Notice> after) {
        List<Notice> started = new ArrayList<>();
        List<Notice> postponed = new ArrayList<>();
        List<Notice> settled = new ArrayList<>();
        for (Notice notice : after) {
            switch (notice.delivery()) {
                case Sending _ -> started.add(notice);
                case Waiting _ -> postponed.add(notice);
                case Sent _, Failed _, Suppressed _ -> settled.add(notice);
            }
        }
        List<CorrespondenceEvent> events = new ArrayList<>();
        if (!started.isEmpty()) {
            events.add(new AttemptsStarted(started));
        }
        if (!postponed.isEmpty()) {
            events.add(new AttemptsPostponed(postponed));
        }
        if (!settled.isEmpty()) {
            events.add(new NoticesSettled(settled));
        }
        return events;
    }

    private static @Nullable Addressee signer(Ongoing ongoing, News news) {
        return switch (news) {
            case News.SignatureWanted(var signer) -> signer;
            case News.CodeIssued(var signer, var _, var _) -> signer;
            case News.ConsentEnded _,
                    News.DoctorWanted _,
                    News.Granted _,
                    News.Redirected _,
                    News.Declined _,
                    News.Expired _,
                    News.Withdrawn _,
                    News.ContactEnded _ -> ongoing.signer();
        };
    }

    private static Set<Fact> facts(News news) {
        return switch (news) {
            case News.SignatureWanted _, News.CodeIssued _ -> Set.of();
            case News.ConsentEnded() -> Set.of(Fact.CONSENT_OVER);
            case News.DoctorWanted() -> Set.of(Fact.SIGNED);
            case News.Granted _ -> Set.of(Fact.SIGNED, Fact.GRANTED);
            case News.Redirected _, News.Declined _, News.Expired _ -> Set.of(Fact.SETTLED);
            case News.Withdrawn() -> Set.of(Fact.WITHDRAWN);
            case News.ContactEnded _ -> Set.of(Fact.SIGNED, Fact.GRANTED, Fact.CONTACT_OVER);
        };
    }

    private static List<Notice> calledFor(News news, @Nullable Addressee signer, Instant now) {
        return switch (news) {
            case News.SignatureWanted(var to) -> List.of(intended(Kind.CONSENT_ASKED, to, now));
            case News.CodeIssued(var to, var issue, var code) ->
                List.of(Notice.intended(new NoticeKey(Kind.SIGNING_CODE, to, issue), code, now));
            case News.DoctorWanted() -> List.of(intended(Kind.DOCTOR_ASKED, Addressee.DOCTOR, now));
            case News.Granted(var side, var byRules) ->
                byRules
                        ? List.of(
                                intended(Kind.CONTACT_GRANTED, known(signer, side), now),
                                intended(Kind.CONTACT_GRANTED, Addressee.DOCTOR, now))
                        : List.of(intended(Kind.CONTACT_GRANTED, known(signer, side), now));
            case News.Redirected(var side) -> List.of(intended(Kind.REQUEST_REDIRECTED, known(signer, side), now));
            case News.Declined(var side) -> List.of(intended(Kind.REQUEST_DECLINED, known(signer, side), now));
            case News.Expired(var side) -> List.of(intended(Kind.REQUEST_EXPIRED, known(signer, side), now));
            case News.ContactEnded(var side) ->
                List.of(
                        intended(Kind.CONTACT_ENDED, known(signer, side), now),
                        intended(Kind.CONTACT_ENDED, Addressee.DOCTOR, now));
            case News.ConsentEnded(), News.Withdrawn() -> List.of();
        };
    }

    private static Notice intended(Kind kind, Addressee to, Instant now) {
        return Notice.intended(new NoticeKey(kind, to, 0), null, now);
    }

    private static Addressee known(@Nullable Addressee signer, Addressee side) {
        return signer == null ? side : signer;
    }

    /** An older code is worthless once a newer one is out. */
    private static Optional<String> replacedBy(News news, Notice known) {
        return news instanceof News.CodeIssued(var _, var issue, var _)
                        && known.key().kind() == Kind.SIGNING_CODE
                        && known.key().issue() < issue
                ? Optional.of("newer-code")
                : Optional.empty();
    }

    private static List<Notice> noticesOf(Correspondence correspondence) {
        return switch (correspondence) {
            case Silent _ -> List.of();
            case Ongoing ongoing -> ongoing.notices();
        };
    }

    private static Correspondence changed(Correspondence correspondence, List<Notice> notices) {
        return switch (correspondence) {
            case Silent silent -> silent;
            case Ongoing(var parties, var signer, var facts, var before) ->
                new Ongoing(parties, signer, facts, replaced(before, notices));
        };
    }

    private static List<Notice> replaced(List<Notice> before, List<Notice> changed) {
        Map<NoticeKey, Notice> byKey = new LinkedHashMap<>();
        before.forEach(notice -> byKey.put(notice.key(), notice));
        changed.forEach(notice -> byKey.put(notice.key(), notice));
        return List.copyOf(byKey.values());
    }
}
