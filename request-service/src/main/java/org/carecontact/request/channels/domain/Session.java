package org.carecontact.request.channels.domain;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One link in the chain of sessions of a contact.
 *
 * @param code what the vendor calls {@code state}: our code of at most 30 characters, which names nobody
 */
public record Session(int number, String code, Phase phase) {

    /** Where a session stands. */
    public sealed interface Phase {}

    /** The vendor is asked for an invitation; there is nothing to show yet. */
    public record Inviting() implements Phase {}

    /** The invitation is stored and may be shown. */
    public record Offered(Way way) implements Phase {}

    /**
     * Somebody used the invitation.
     *
     * @param external the vendor's id of this person
     * @param half the doctor has not let them in yet
     * @param proven this is known to be the patient
     * @param ours whether the vendor named our code; without it this may be any contact of the doctor
     */
    public record Claimed(Way way, String external, Instant since, boolean half, boolean proven, boolean ours)
            implements Phase {

        Claimed proof() {
            return new Claimed(way, external, since, half, true, true);
        }

        Claimed letIn(Instant at) {
            return new Claimed(way, external, at, false, proven, ours);
        }
    }

    /**
     * Doctor and patient are connected.
     *
     * @param until when the vendor ends the session; null for never
     */
    public record Connected(
            Way way,
            String external,
            Instant since,
            @Nullable Instant until) implements Phase {}

    /**
     * Nothing more comes of it.
     *
     * @param external who was connected last; null for nobody
     */
    public record Over(
            Why why, @Nullable String external, @Nullable String configId, Instant at) implements Phase {}

    /** Why a session is over. */
    public enum Why {
        /** Nobody used the invitation in time, or nobody said that it was the patient. */
        LAPSED(true),
        /** The vendor's time for a session was over. */
        RAN_OUT(true),
        /** Another person used the invitation. */
        STRANGER(true),
        PATIENT_LEFT(false),
        DOCTOR_REMOVED(false),
        /** The vendor shows the contact no more, and nobody said why. */
        GONE(false),
        /** The contact was suspended; the next session begins when it goes on. */
        SUSPENDED(true),
        /** The contact ended. */
        ENDED(false);

        private final boolean followed;

        Why(boolean followed) {
            this.followed = followed;
        }

        /** Returns whether the next session begins without being asked for. */
        public boolean isFollowed() {
            return followed;
        }
    }

    Session with(Phase next) {
        return new Session(number, code, next);
    }

    Session over(Why why, Instant at) {
        return with(
                new Over(why, external().orElse(null), way().map(Way::configId).orElse(null), at));
    }

    /** The vendor's id of the person who is connected or wants to be, or was. */
    public Optional<String> external() {
        return switch (phase) {
            case Inviting _, Offered _ -> Optional.empty();
            case Claimed claimed -> Optional.of(claimed.external());
            case Connected connected -> Optional.of(connected.external());
            case Over over -> Optional.ofNullable(over.external());
        };
    }

    /** The invitation, while it can matter. */
    public Optional<Way> way() {
        return switch (phase) {
            case Inviting _, Over _ -> Optional.empty();
            case Offered offered -> Optional.of(offered.way());
            case Claimed claimed -> Optional.of(claimed.way());
            case Connected connected -> Optional.of(connected.way());
        };
    }

    /** Returns when it runs out by itself; empty for never. */
    Optional<Instant> runsOutAt(Pace pace, Grant grant) {
        return switch (phase) {
            case Inviting _, Over _ -> Optional.empty();
            case Offered(var way) -> Optional.ofNullable(way.until());
            case Claimed claimed ->
                grant.isTemporary() ? Optional.of(claimed.since().plus(pace.session())) : Optional.empty();
            case Connected connected -> Optional.ofNullable(connected.until());
        };
    }

    /** Returns whether this person is connected or wants to be. */
    boolean isHeldBy(String external) {
        return !(phase instanceof Over) && external().filter(external::equals).isPresent();
    }
}
