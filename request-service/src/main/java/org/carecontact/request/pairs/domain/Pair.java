package org.carecontact.request.pairs.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** One patient and one doctor at one hospital, with their open request, their contact, or the last one that ended. */
public sealed interface Pair {

    /** The number of the newest request, 0 when there was none. */
    default int number() {
        return this instanceof Known known ? known.request().number() : 0;
    }

    /** Returns when this state ends by itself. */
    default Optional<TimeLimit> timeLimit() {
        return switch (this) {
            case NoRequest _, Settled _ -> Optional.empty();
            case Submitted s -> limit(TimeLimit.Kind.DECISION, s.until());
            case AwaitingConsent s -> limit(TimeLimit.Kind.CONSENT, s.until());
            case Deferred s -> limit(TimeLimit.Kind.DEFERRAL, s.until());
            case AwaitingDelivery s -> limit(TimeLimit.Kind.DELIVERY, s.until());
            case AwaitingDoctor s -> limit(TimeLimit.Kind.ANSWER, s.until());
            case InContact s ->
                Stream.of(
                                s.reminding(),
                                s.renewing(),
                                limit(TimeLimit.Kind.CONTACT, s.contact().endsAt()))
                        .flatMap(Optional::stream)
                        .min(Comparator.comparing(TimeLimit::until));
            case Suspended s -> {
                Instant end = s.contact().endsAt();
                yield s.firstUntil()
                        .filter(until -> until.isBefore(end))
                        .map(until -> limit(TimeLimit.Kind.SUSPENSION, until))
                        .orElseGet(() -> limit(TimeLimit.Kind.CONTACT, end));
            }
        };
    }

    /** The same person's pairs with the same doctor under merged numbers: what is open there is open here. */
    default List<PairId> carried() {
        return switch (this) {
            case NoRequest nothing -> nothing.carried();
            case Known known -> known.request().carried();
        };
    }

    /** The places of quotas that this pair holds. */
    default List<Slot> slots() {
        return this instanceof Known known
                ? known.request().slots().stream()
                        .filter(slot -> slot.isHeldBy(known))
                        .toList()
                : List.of();
    }

    /** Returns whether a request is open or a contact active, suspended or not. */
    default boolean live() {
        return switch (this) {
            case NoRequest _, Settled _ -> false;
            case Open _, Granted _ -> true;
        };
    }

    /** Documents that were written before there were carried pairs have none. */
    static List<PairId> orNone(@Nullable List<PairId> carried) {
        return carried == null ? List.of() : List.copyOf(carried);
    }

    private static Optional<TimeLimit> limit(TimeLimit.Kind kind, Instant until) {
        return Optional.of(new TimeLimit(kind, until));
    }

    record NoRequest(List<PairId> carried) implements Pair {
        public NoRequest {
            carried = orNone(carried);
        }
    }

    /** A pair that has a request. */
    sealed interface Known extends Pair {
        Request request();

        /** The number that remained when the hospital merged the patient's. */
        default Optional<PatientId> survivor() {
            return Optional.ofNullable(request().survivor());
        }

        /** Returns this state with another version of its request. */
        default Known with(Request request) {
            return switch (this) {
                case Submitted at -> new Submitted(request, at.until());
                case AwaitingConsent at -> new AwaitingConsent(request, at.until());
                case Deferred at -> new Deferred(request, at.waitsFor(), at.until());
                case AwaitingDelivery at -> new AwaitingDelivery(request, at.permit(), at.until());
                case AwaitingDoctor at -> new AwaitingDoctor(request, at.permit(), at.until());
                case InContact in -> in.about(request);
                case Suspended at -> new Suspended(at.in().about(request), at.holds());
                case Settled over ->
                    new Settled(
                            request,
                            over.outcome(),
                            over.reason(),
                            over.settledAt(),
                            over.alternatives(),
                            over.contact(),
                            over.coolDownUntil(),
                            over.askAgain());
            };
        }
    }

    /** A pair whose newest request is neither granted nor settled. */
    sealed interface Open extends Known {}

    /** Policy has not yet said whether the patient should sign. */
    record Submitted(Request request, Instant until) implements Open {}

    record AwaitingConsent(Request request, Instant until) implements Open {}

    /** Signed; policy waits for a fact. */
    record Deferred(Request request, @Nullable String waitsFor, Instant until) implements Open {}

    /** Permitted, and held until the doctor may be asked. */
    record AwaitingDelivery(Request request, Permit permit, Instant until) implements Open {}

    record AwaitingDoctor(Request request, Permit permit, Instant until) implements Open {}

    /** A contact that has not ended, whether it can be used or is suspended. */
    sealed interface Granted extends Known {
        /** The contact as it is when nothing suspends it. */
        InContact in();

        Contact contact();
    }

    /**
     * A contact that can be used.
     *
     * @param reminder the next one; null in documents that were written before there were any
     * @param sealedWeChat the doctor's own WeChat id, until the patient has seen it; null where there is none to show
     * @param renewal how far its renewal is; null while nobody was told
     */
    record InContact(
            Request request,
            Contact contact,
            @Nullable Reminder reminder,
            @Nullable String sealedWeChat,
            @Nullable Renewal renewal)
            implements Granted {

        public InContact(Request request, Contact contact, @Nullable Reminder reminder, @Nullable String sealedWeChat) {
            this(request, contact, reminder, sealedWeChat, null);
        }

        @Override
        public InContact in() {
            return this;
        }

        private InContact about(Request other) {
            return new InContact(other, contact, reminder, sealedWeChat, renewal);
        }

        InContact with(@Nullable Renewal next) {
            return new InContact(request, contact, reminder, sealedWeChat, next);
        }

        Renewal course() {
            return renewal == null ? new Renewal(0, null, null, false) : renewal;
        }

        private Optional<TimeLimit> reminding() {
            return reminder == null ? Optional.empty() : limit(TimeLimit.Kind.REMINDER, reminder.at());
        }

        private Optional<TimeLimit> renewing() {
            return course().toldAt() == null
                    ? limit(TimeLimit.Kind.RENEWAL, contact.renewableFrom(course().times()))
                    : Optional.empty();
        }
    }

    /** A contact that nobody can use, and no channel is shown of, until the last of its holds is lifted. */
    record Suspended(
            Request request,
            Contact contact,
            @Nullable Reminder reminder,
            @Nullable String sealedWeChat,
            @Nullable Renewal renewal,
            List<Hold> holds)
            implements Granted {

        public Suspended {
            holds = List.copyOf(holds);
        }

        Suspended(InContact in, List<Hold> holds) {
            this(in.request(), in.contact(), in.reminder(), in.sealedWeChat(), in.renewal(), holds);
        }

        @Override
        public InContact in() {
            return new InContact(request, contact, reminder, sealedWeChat, renewal);
        }

        /** Returns when the first hold that has a limit reaches it. */
        Optional<Instant> firstUntil() {
            return holds.stream().flatMap(hold -> hold.limit().stream()).min(Instant::compareTo);
        }
    }

    /**
     * A reminder of what a contact's sides agreed to.
     *
     * @param which 1 for the first
     */
    record Reminder(int which, Instant at) {

        Reminder next(Duration pause, Instant now) {
            return new Reminder(which + 1, now.plus(pause));
        }
    }

    /**
     * The newest request or its contact is over.
     *
     * @param reason a code
     * @param coolDownUntil when the same may be asked again; null for at once
     * @param askAgain whether the patient's side is told when the ground is gone; null for no
     */
    record Settled(
            Request request,
            Outcome outcome,
            String reason,
            Instant settledAt,
            List<Alternative> alternatives,
            @Nullable Contact contact,
            @Nullable Instant coolDownUntil,
            @Nullable AskAgain askAgain)
            implements Known {

        public Settled {
            alternatives = List.copyOf(alternatives);
        }

        public Settled(
                Request request,
                Outcome outcome,
                String reason,
                Instant settledAt,
                List<Alternative> alternatives,
                @Nullable Contact contact,
                @Nullable Instant coolDownUntil) {
            this(request, outcome, reason, settledAt, alternatives, contact, coolDownUntil, null);
        }

        boolean isBarredLonger(@Nullable Instant until) {
            return until != null && (coolDownUntil == null || coolDownUntil.isBefore(until));
        }

        /** Nobody asks this doctor again before that. */
        Settled barred(@Nullable Instant until) {
            return new Settled(request, outcome, reason, settledAt, alternatives, contact, until, askAgain);
        }

        /** What a newer request replaces waits for nothing any more. */
        public Settled forTheArchive() {
            Request alone = request.carrying(List.of()).holding(List.of());
            return new Settled(alone, outcome, reason, settledAt, alternatives, contact, coolDownUntil, null);
        }

        Settled with(AskAgain next) {
            return new Settled(request, outcome, reason, settledAt, alternatives, contact, coolDownUntil, next);
        }
    }

    /** What the patient's side is told after policy's no. */
    enum AskAgain {
        WANTED,
        POSSIBLE
    }

    enum Outcome {
        REDIRECTED,
        DECLINED,
        WITHDRAWN,
        EXPIRED,
        ENDED
    }
}
