package org.carecontact.notification.correspondence.domain;

import static org.carecontact.kernel.decider.Decision.accept;
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
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.Correspondence.Silent;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteOccasion;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteReceipt;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.RecordAttempts;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.Replay;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.TryAgain;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.AttemptsPostponed;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.AttemptsStarted;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.DeliveryNoted;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.NoticesSettled;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent.OccasionNoted;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.NoCorrespondence;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.NotAwaited;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.NotGivenUp;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.NothingToReport;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.Pointless;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection.TooEarly;
import org.carecontact.notification.correspondence.domain.Delivery.Asking;
import org.carecontact.notification.correspondence.domain.Delivery.Failed;
import org.carecontact.notification.correspondence.domain.Delivery.Sending;
import org.carecontact.notification.correspondence.domain.Delivery.Sent;
import org.carecontact.notification.correspondence.domain.Delivery.Suppressed;
import org.carecontact.notification.correspondence.domain.Delivery.Unsettled;
import org.carecontact.notification.correspondence.domain.Delivery.Waiting;
import org.carecontact.notification.recipients.domain.Addressee;
import org.jspecify.annotations.Nullable;

/** One notification per key; a further provider call only after a failure or an unknown outcome. */
// Longer than 300 lines: the transition table is one switch, so that every pair of state and command is answered in it.
public final class CorrespondenceDecider
        implements Decider<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> {

    /** The reason of a notice of which nobody knows whether it was sent. */
    static final String UNKNOWN = "unknown-outcome";

    private static final String NOT_DELIVERED = "not-delivered";

    private record Case(Correspondence correspondence, CorrespondenceCommand command) {}

    private final RetryLimits limits;

    public CorrespondenceDecider(RetryLimits limits) {
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
            case Case(Silent _, NoteOccasion(var parties, var occasion, var now)) ->
                occasion(new Ongoing(parties, null, Set.of(), List.of()), parties, occasion, now);
            case Case(Ongoing ongoing, NoteOccasion(var parties, var occasion, var now)) ->
                occasion(ongoing, ongoing.parties().following(parties), occasion, now);
            case Case(Silent _, RecordAttempts _) -> reject(new NoCorrespondence());
            case Case(Ongoing ongoing, RecordAttempts(var attempts, var now)) -> record(ongoing, attempts, now);
            case Case(Silent _, TryAgain _) -> reject(new NoCorrespondence());
            case Case(Ongoing ongoing, TryAgain(var now)) -> tryAgain(ongoing, now);
            case Case(Silent _, NoteReceipt _) -> reject(new NoCorrespondence());
            case Case(Ongoing ongoing, NoteReceipt report) -> report(ongoing, report);
            case Case(Silent _, Replay _) -> reject(new NoCorrespondence());
            case Case(Ongoing ongoing, Replay(var notice, var now)) -> replay(ongoing, notice, now);
        };
    }

    @Override
    public Correspondence evolve(Correspondence correspondence, CorrespondenceEvent event) {
        return switch (event) {
            case OccasionNoted(var parties, var signer, var facts, var notices) ->
                new Ongoing(parties, signer, facts, replaced(noticesOf(correspondence), notices));
            case AttemptsStarted(var notices) -> changed(correspondence, notices);
            case AttemptsPostponed(var notices) -> changed(correspondence, notices);
            case NoticesSettled(var notices) -> changed(correspondence, notices);
            case DeliveryNoted(var notices) -> changed(correspondence, notices);
        };
    }

    private static Decision<CorrespondenceEvent, CorrespondenceRejection> occasion(
            Ongoing ongoing, Parties parties, Occasion occasion, Instant now) {
        Addressee signer = signer(ongoing, occasion);
        Set<CaseFact> facts = EnumSet.noneOf(CaseFact.class);
        facts.addAll(ongoing.facts());
        facts.removeAll(reopened(occasion));
        facts.addAll(facts(occasion));
        List<Notice> intended = new ArrayList<>();
        List<Notice> settled = new ArrayList<>();
        for (Notice called : calledFor(occasion, signer, now)) {
            if (ongoing.notice(called.key()).isEmpty()) {
                called.pointless(facts, now)
                        .ifPresentOrElse(
                                why -> settled.add(called.with(new Suppressed(why), now)), () -> intended.add(called));
            }
        }
        for (Notice known : ongoing.notices()) {
            // A notice under way may have been delivered: its outcome decides, not this.
            if (known.delivery() instanceof Waiting || known.delivery() instanceof Unsettled) {
                known.pointless(facts, now)
                        .or(() -> replacedBy(occasion, known))
                        .ifPresent(why -> settled.add(known.with(new Suppressed(why), now)));
            }
        }
        List<CorrespondenceEvent> events = new ArrayList<>();
        boolean carried = occasion instanceof Occasion.Carried || !parties.equals(ongoing.parties());
        if (!intended.isEmpty() || !facts.equals(ongoing.facts()) || ongoing.signer() != signer || carried) {
            events.add(new OccasionNoted(parties, signer, facts, intended));
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
        if (notice.delivery() instanceof Asking asking) {
            return afterQuestion(ongoing, notice, asking, attempt, now);
        }
        return switch (attempt) {
            case Attempt.Called called -> afterCall(ongoing, notice, called, now);
            case Attempt.Asked _ -> notice; // only an intent to ask is answered so
            case Attempt.ToldByAnother _ -> notice.with(new Sent("", null), now);
            case Attempt.Deferred(var _, var number, var reason, var until) ->
                notice.pointless(ongoing.facts(), now)
                        .map(why -> notice.with(new Suppressed(why), now))
                        .orElseGet(() -> notice.with(new Waiting(number - 1, until, reason), now));
            case Attempt.NotCalled(var _, var number, var reason, var retry) ->
                retry ? later(ongoing, notice, number, reason, now) : notice.with(new Failed(reason), now);
        };
    }

    private Notice afterCall(Ongoing ongoing, Notice notice, Attempt.Called attempt, Instant now) {
        Notice called = notice.called(attempt.system(), attempt.provider());
        int number = attempt.number();
        return switch (attempt.outcome()) {
            case CallOutcome.Accepted(var id) -> called.with(new Sent(id, null), now);
            case CallOutcome.RefusedForGood(var reason) ->
                attempt.otherWay()
                        ? called.with(new Waiting(number, now, reason), now)
                        : called.with(new Failed(reason), now);
            case CallOutcome.RefusedUntil(var until, var reason) -> {
                Instant backOff = now.plus(limits.backOff(number));
                Instant free = until.isAfter(backOff) ? until : backOff;
                Notice held = called.with(called.ways().holding(attempt.provider(), free));
                Instant at = attempt.otherWay() ? now : free;
                yield later(ongoing, held, number, reason, at, now);
            }
            case CallOutcome.RefusedOurFault(var reason) ->
                attempt.otherWay()
                        ? later(ongoing, called, number, reason, now, now)
                        : later(ongoing, called, number, reason, now);
            case CallOutcome.Unknown _ -> {
                Instant since = notice.delivery() instanceof Sending sending ? sending.since() : now;
                yield unsettled(ongoing, called.withUnknownOutcome(), number, since, 0, UNKNOWN, now, now);
            }
        };
    }

    /** As long as nobody knows whether the call before was carried out, only a clear answer leads on. */
    private Notice afterQuestion(Ongoing ongoing, Notice notice, Asking asking, Attempt attempt, Instant now) {
        int number = attempt.number();
        int asked = asking.asked() + 1;
        Instant calledAt = asking.calledAt();
        return switch (attempt) {
            case Attempt.Called(var _, var _, var system, var provider, var outcome, var otherWay) -> {
                // The provider drops what it has already: the call was repeated with the same key.
                Notice called = notice.called(system, provider);
                yield switch (outcome) {
                    case CallOutcome.Accepted(var id) -> called.with(new Sent(id, null), now);
                    case CallOutcome.RefusedForGood(var reason) ->
                        otherWay
                                ? called.with(new Waiting(number, now, reason), now)
                                : called.with(new Failed(reason), now);
                    case CallOutcome.RefusedUntil(var until, var reason) ->
                        unsettled(ongoing, called, number, calledAt, asked, reason, until, now);
                    case CallOutcome.RefusedOurFault(var reason) ->
                        unsettled(ongoing, called, number, calledAt, asked, reason, now, now);
                    case CallOutcome.Unknown _ ->
                        unsettled(ongoing, called.withUnknownOutcome(), number, calledAt, asked, UNKNOWN, now, now);
                };
            }
            case Attempt.Asked(var _, var _, var settlement, var otherWay) ->
                switch (settlement) {
                    case SENT -> notice.with(new Sent("", null), now);
                    case NOT_DELIVERED ->
                        otherWay
                                ? passingOver(notice, now).with(new Waiting(number, now, NOT_DELIVERED), now)
                                : notice.with(new Failed(NOT_DELIVERED), now);
                    case NOT_SENT -> later(ongoing, notice, number, "not-sent", now, now);
                    case OPEN -> unsettled(ongoing, notice, number, calledAt, asked, UNKNOWN, now, now);
                };
            case Attempt.ToldByAnother _ -> unsettled(ongoing, notice, number, calledAt, asked, UNKNOWN, now, now);
            case Attempt.Deferred(var _, var _, var reason, var until) ->
                unsettled(ongoing, notice, number, calledAt, asked, reason, until, now);
            case Attempt.NotCalled(var _, var _, var reason, var retry) ->
                retry
                        ? unsettled(ongoing, notice, number, calledAt, asked, reason, now, now)
                        : notice.with(new Failed(reason), now);
        };
    }

    /** The outcome is not known: the provider is asked, later and later. */
    private Notice unsettled(
            Ongoing ongoing,
            Notice notice,
            int number,
            Instant calledAt,
            int asked,
            String reason,
            Instant notBefore,
            Instant now) {
        return notice.pointless(ongoing.facts(), now)
                .map(why -> notice.with(new Suppressed(why), now))
                .orElseGet(() -> {
                    boolean over = !calledAt.plus(limits.settledWithin()).isAfter(now) || number >= limits.attempts();
                    Instant backOff = now.plus(limits.backOff(asked + 1));
                    Instant at = notBefore.isAfter(backOff) ? notBefore : backOff;
                    return over
                            ? neverKnown(notice, number, now)
                            : notice.with(new Unsettled(number, calledAt, asked, at, reason), now);
                });
    }

    /** Nobody can tell: an important notice goes out once more, a code never. */
    private Notice neverKnown(Notice notice, int number, Instant now) {
        return notice.key().kind().isImportant() && notice.ways().resent() == 0 && number < limits.attempts()
                ? notice.with(notice.ways().sentOnceMore()).with(new Waiting(number, now, UNKNOWN), now)
                : notice.with(new Failed(UNKNOWN), now);
    }

    private Notice later(Ongoing ongoing, Notice notice, int attempt, String reason, Instant now) {
        return later(ongoing, notice, attempt, reason, now.plus(limits.backOff(attempt)), now);
    }

    private Notice later(Ongoing ongoing, Notice notice, int attempt, String reason, Instant at, Instant now) {
        return notice.pointless(ongoing.facts(), now)
                .map(why -> notice.with(new Suppressed(why), now))
                .orElseGet(() -> attempt >= limits.attempts()
                        ? notice.with(new Failed(reason), now)
                        : notice.with(new Waiting(attempt, at, reason), now));
    }

    private Decision<CorrespondenceEvent, CorrespondenceRejection> tryAgain(Ongoing ongoing, Instant now) {
        List<Notice> after = new ArrayList<>();
        for (Notice notice : ongoing.notices()) {
            switch (notice.delivery()) {
                case Waiting(var attempt, var nextAt, var reason) -> {
                    if (!nextAt.isAfter(now)) {
                        after.add(again(ongoing, notice, attempt, reason, new Sending(attempt + 1, now), now));
                    }
                }
                case Unsettled(var attempt, var calledAt, var asked, var nextAt, var _) -> {
                    if (!nextAt.isAfter(now)) {
                        after.add(again(
                                ongoing, notice, attempt, UNKNOWN, new Asking(attempt + 1, calledAt, asked, now), now));
                    }
                }
                case Sending(var attempt, var since) -> {
                    if (!since.plus(limits.unknownAfter()).isAfter(now)) {
                        // Which provider was called stands nowhere: all that it can have been are asked.
                        Notice unknown = notice.called(notice.system(), "").withUnknownOutcome();
                        after.add(
                                again(ongoing, unknown, attempt, UNKNOWN, new Asking(attempt + 1, since, 0, now), now));
                    }
                }
                case Asking(var attempt, var calledAt, var asked, var since) -> {
                    if (!since.plus(limits.unknownAfter()).isAfter(now)) {
                        after.add(again(
                                ongoing,
                                notice,
                                attempt,
                                UNKNOWN,
                                new Asking(attempt + 1, calledAt, asked + 1, now),
                                now));
                    }
                }
                case Sent _, Failed _, Suppressed _ -> {}
            }
        }
        return new Decision.Accepted<>(sorted(after));
    }

    private Notice again(Ongoing ongoing, Notice notice, int attempt, String reason, Delivery intent, Instant now) {
        return notice.pointless(ongoing.facts(), now)
                .map(why -> notice.with(new Suppressed(why), now))
                .orElseGet(() ->
                        attempt >= limits.attempts() ? notice.with(new Failed(reason), now) : notice.with(intent, now));
    }

    /** What a provider reports counts for the message that is out, and as the answer to an unknown outcome. */
    private Decision<CorrespondenceEvent, CorrespondenceRejection> report(Ongoing ongoing, NoteReceipt report) {
        Instant now = report.now();
        Optional<Notice> found = ongoing.notice(report.notice());
        if (found.isEmpty()) {
            return reject(new NothingToReport());
        }
        Notice notice = found.get();
        return switch (notice.delivery()) {
            case Sending _ -> reject(new TooEarly());
            case Sent(var receipt, var deliveredAt) -> {
                // What has become pointless did its work: whether it arrived interests nobody any more.
                boolean matters = deliveredAt == null
                        && notice.pointless(ongoing.facts(), now).isEmpty();
                if (!matters || !isSame(receipt, report.receipt())) {
                    yield reject(new NothingToReport());
                }
                yield report.delivered()
                        ? accept(new DeliveryNoted(List.of(notice.with(new Sent(receipt, now), now))))
                        : new Decision.Accepted<>(sorted(List.of(undelivered(ongoing, notice, report.code(), now))));
            }
            case Unsettled _, Asking _ ->
                new Decision.Accepted<>(sorted(List.of(
                        report.delivered()
                                ? notice.with(new Sent(report.receipt(), now), now)
                                : undelivered(ongoing, notice, report.code(), now))));
            // It did arrive, although nobody could tell: it does not go out once more.
            case Waiting _, Failed _
            when report.delivered() && notice.unknownOutcomes() > 0 ->
                accept(new NoticesSettled(List.of(notice.with(new Sent(report.receipt(), now), now))));
            case Waiting _, Failed _, Suppressed _ -> reject(new NothingToReport());
        };
    }

    /** It did not arrive: an important notice goes out once more, by another way if there is one. */
    private Notice undelivered(Ongoing ongoing, Notice notice, String code, Instant now) {
        String reason = code.isEmpty() ? NOT_DELIVERED : NOT_DELIVERED + "-" + code;
        boolean again = notice.key().kind().isImportant()
                && notice.ways().resent() == 0
                && notice.providerCalls() < limits.attempts()
                && notice.pointless(ongoing.facts(), now).isEmpty();
        return again
                ? passingOver(notice.with(notice.ways().sentOnceMore()), now)
                        .with(new Waiting(lastNumber(notice), now, reason), now)
                : notice.with(new Failed(reason), now);
    }

    /** A number is given to one intent only: the answer to an older one, which may be under way, must not count. */
    private static int lastNumber(Notice notice) {
        int open = switch (notice.delivery()) {
            case Asking(var attempt, var _, var _, var _) -> attempt;
            case Unsettled(var attempt, var _, var _, var _, var _) -> attempt;
            case Sending _, Waiting _, Sent _, Failed _, Suppressed _ -> 1;
        };
        return Math.max(open, notice.providerCalls());
    }

    /** Another way is taken before this one is taken again. */
    private Notice passingOver(Notice notice, Instant now) {
        String provider = notice.ways().provider();
        return provider.isEmpty()
                ? notice
                : notice.with(notice.ways().holding(provider, now.plus(limits.settledWithin())));
    }

    private static boolean isSame(String receipt, String reported) {
        return receipt.isEmpty() || reported.isEmpty() || receipt.equals(reported);
    }

    private static Decision<CorrespondenceEvent, CorrespondenceRejection> replay(
            Ongoing ongoing, NoticeKey key, Instant now) {
        Optional<Notice> found = ongoing.notice(key)
                .filter(notice -> notice.delivery() instanceof Failed)
                .filter(notice -> !notice.key().kind().isUrgent()); // its code is gone; the signer asks for a new one
        if (found.isEmpty()) {
            return reject(new NotGivenUp());
        }
        Notice notice = found.get();
        Optional<String> pointless = notice.pointless(ongoing.facts(), now);
        return pointless.isPresent()
                ? reject(new Pointless(pointless.get()))
                : new Decision.Accepted<>(sorted(List.of(notice.with(Trail.NONE).with(new Sending(1, now), now))));
    }

    /** Settles notices last and together, so that they are published once and in their final state. */
    private static List<CorrespondenceEvent> sorted(List<Notice> after) {
        List<Notice> started = new ArrayList<>();
        List<Notice> postponed = new ArrayList<>();
        List<Notice> settled = new ArrayList<>();
        for (Notice notice : after) {
            switch (notice.delivery()) {
                case Sending _, Asking _ -> started.add(notice);
                case Waiting _, Unsettled _ -> postponed.add(notice);
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

    private static @Nullable Addressee signer(Ongoing ongoing, Occasion occasion) {
        return switch (occasion) {
            case Occasion.SignatureWanted(var signer) -> signer;
            case Occasion.CodeIssued(var signer, var _, var _, var _) -> signer;
            case Occasion.SignatureWantedAnew(var signer, var _) -> signer;
            case Occasion.FamilyAsked _,
                    Occasion.FamilySigned _,
                    Occasion.SignedAnew _,
                    Occasion.ConsentEnded _,
                    Occasion.DoctorWanted _,
                    Occasion.Granted _,
                    Occasion.Redirected _,
                    Occasion.Declined _,
                    Occasion.Expired _,
                    Occasion.AskAgainPossible _,
                    Occasion.ReminderDue _,
                    Occasion.RenewalMoved _,
                    Occasion.ContactSuspended _,
                    Occasion.ContactResumed _,
                    Occasion.ReportDecided _,
                    Occasion.Withdrawn _,
                    Occasion.PutTogether _,
                    Occasion.Carried _,
                    Occasion.ContactEnded _ -> ongoing.signer();
        };
    }

    /** What is asked anew can be signed again, while the contact lasts. */
    private static Set<CaseFact> reopened(Occasion occasion) {
        boolean anew = occasion instanceof Occasion.SignatureWantedAnew
                || occasion instanceof Occasion.CodeIssued issued && issued.anew();
        return anew ? Set.of(CaseFact.SIGNED, CaseFact.GRANTED) : Set.of();
    }

    private static Set<CaseFact> facts(Occasion occasion) {
        return switch (occasion) {
            case Occasion.FamilyAsked _,
                    Occasion.SignatureWanted _,
                    Occasion.SignatureWantedAnew _,
                    Occasion.CodeIssued _,
                    Occasion.ReminderDue _,
                    Occasion.RenewalMoved _,
                    Occasion.ContactSuspended _,
                    Occasion.ContactResumed _,
                    Occasion.ReportDecided _,
                    Occasion.Carried _ -> Set.of();
            case Occasion.FamilySigned _, Occasion.SignedAnew _ -> Set.of(CaseFact.SIGNED);
            case Occasion.ConsentEnded() -> Set.of(CaseFact.CONSENT_OVER);
            case Occasion.DoctorWanted() -> Set.of(CaseFact.SIGNED);
            case Occasion.Granted _ -> Set.of(CaseFact.SIGNED, CaseFact.GRANTED);
            case Occasion.Redirected _, Occasion.Declined _, Occasion.Expired _, Occasion.AskAgainPossible _ ->
                Set.of(CaseFact.SETTLED);
            case Occasion.Withdrawn _, Occasion.PutTogether _ -> Set.of(CaseFact.WITHDRAWN);
            case Occasion.ContactEnded _ -> Set.of(CaseFact.SIGNED, CaseFact.GRANTED, CaseFact.CONTACT_OVER);
        };
    }

    private static List<Notice> calledFor(Occasion occasion, @Nullable Addressee signer, Instant now) {
        return switch (occasion) {
            case Occasion.FamilyAsked() -> List.of(intended(NoticeKind.FAMILY_ASKED, Addressee.PATIENT, now));
            case Occasion.FamilySigned() -> List.of(intended(NoticeKind.FAMILY_SIGNED, Addressee.PATIENT, now));
            case Occasion.SignatureWanted(var to) -> List.of(intended(NoticeKind.CONSENT_ASKED, to, now));
            case Occasion.SignatureWantedAnew(var to, var which) ->
                List.of(Notice.intended(new NoticeKey(NoticeKind.CONSENT_RENEWAL_DUE, to, which), null, now));
            case Occasion.SignedAnew(var byFamily, var which) ->
                byFamily
                        ? List.of(Notice.intended(
                                new NoticeKey(NoticeKind.FAMILY_SIGNED, Addressee.PATIENT, which), null, now))
                        : List.of();
            case Occasion.CodeIssued(var to, var issue, var code, var _) ->
                List.of(Notice.intended(new NoticeKey(NoticeKind.SIGNING_CODE, to, issue), code, now));
            case Occasion.DoctorWanted() -> List.of(intended(NoticeKind.DOCTOR_ASKED, Addressee.DOCTOR, now));
            case Occasion.Granted(var side, var byRules) ->
                byRules
                        ? List.of(
                                intended(NoticeKind.CONTACT_GRANTED, known(signer, side), now),
                                intended(NoticeKind.CONTACT_GRANTED, Addressee.DOCTOR, now))
                        : List.of(intended(NoticeKind.CONTACT_GRANTED, known(signer, side), now));
            case Occasion.Redirected(var side) ->
                List.of(intended(NoticeKind.REQUEST_REDIRECTED, known(signer, side), now));
            case Occasion.Declined(var side) ->
                List.of(intended(NoticeKind.REQUEST_DECLINED, known(signer, side), now));
            case Occasion.Expired(var side) -> List.of(intended(NoticeKind.REQUEST_EXPIRED, known(signer, side), now));
            case Occasion.ReminderDue(var side, var which) ->
                List.of(Notice.intended(
                        new NoticeKey(NoticeKind.CONTACT_REMINDER, known(signer, side), which), null, now));
            case Occasion.RenewalMoved(var to, var issue) ->
                List.of(Notice.intended(
                        new NoticeKey(
                                NoticeKind.CONTACT_RENEWAL, to == Addressee.DOCTOR ? to : known(signer, to), issue),
                        null,
                        now));
            case Occasion.ContactSuspended(var side, var issue, var away) -> {
                Notice told = Notice.intended(
                        new NoticeKey(NoticeKind.CONTACT_SUSPENDED, known(signer, side), issue), null, now);
                yield away
                        ? List.of(told)
                        : List.of(
                                told,
                                Notice.intended(
                                        new NoticeKey(NoticeKind.CONTACT_SUSPENDED, Addressee.DOCTOR, issue),
                                        null,
                                        now));
            }
            case Occasion.ContactResumed(var side, var issue) ->
                List.of(
                        Notice.intended(
                                new NoticeKey(NoticeKind.CONTACT_RESUMED, known(signer, side), issue), null, now),
                        Notice.intended(new NoticeKey(NoticeKind.CONTACT_RESUMED, Addressee.DOCTOR, issue), null, now));
            case Occasion.ReportDecided(var side, var issue) ->
                List.of(
                        Notice.intended(
                                new NoticeKey(NoticeKind.REPORT_DECIDED, known(signer, side), issue), null, now),
                        Notice.intended(new NoticeKey(NoticeKind.REPORT_DECIDED, Addressee.DOCTOR, issue), null, now));
            case Occasion.AskAgainPossible(var side) ->
                List.of(intended(NoticeKind.ASK_AGAIN_POSSIBLE, known(signer, side), now));
            case Occasion.ContactEnded(var side) ->
                List.of(
                        intended(NoticeKind.CONTACT_ENDED, known(signer, side), now),
                        intended(NoticeKind.CONTACT_ENDED, Addressee.DOCTOR, now));
            case Occasion.PutTogether(var side) ->
                List.of(intended(NoticeKind.REQUEST_MERGED, known(signer, side), now));
            case Occasion.ConsentEnded _, Occasion.Withdrawn _, Occasion.Carried _ -> List.of();
        };
    }

    private static Notice intended(NoticeKind kind, Addressee to, Instant now) {
        return Notice.intended(new NoticeKey(kind, to, 0), null, now);
    }

    private static Addressee known(@Nullable Addressee signer, Addressee side) {
        return signer == null ? side : signer;
    }

    /** Drops older codes: they are worthless once a newer one is out. */
    private static Optional<String> replacedBy(Occasion occasion, Notice known) {
        if (occasion instanceof Occasion.ContactResumed && known.key().kind() == NoticeKind.CONTACT_SUSPENDED) {
            return Optional.of("contact-resumed");
        }
        if (occasion instanceof Occasion.ContactSuspended && known.key().kind() == NoticeKind.CONTACT_RESUMED) {
            return Optional.of("contact-suspended");
        }
        return occasion instanceof Occasion.CodeIssued(var _, var issue, var _, var _)
                        && known.key().kind() == NoticeKind.SIGNING_CODE
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
