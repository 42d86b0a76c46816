package org.carecontact.request.pairs.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
            case InContact s -> {
                Reminder next = s.reminder();
                yield next != null && next.at().isBefore(s.contact().endsAt())
                        ? limit(TimeLimit.Kind.REMINDER, next.at())
                        : limit(TimeLimit.Kind.CONTACT, s.contact().endsAt());
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

    /** Returns whether a request is open or a contact active. */
    default boolean live() {
        return switch (this) {
            case NoRequest _, Settled _ -> false;
            case Open _, InContact _ -> true;
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
                case InContact in -> new InContact(request, in.contact(), in.reminder(), in.sealedWeChat());
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

    /**
     * A contact that holds.
     *
     * @param reminder the next one; null in documents that were written before there were any
     * @param sealedWeChat the doctor's own WeChat id, until the patient has seen it; null where there is none to show
     */
    record InContact(
            Request request,
            Contact contact,
            @Nullable Reminder reminder,
            @Nullable String sealedWeChat) implements Known {}

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
