package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** The commands of people, policy and consents to a pair; all but those of time and of merged patients name a request by its number. */
public sealed interface PairCommand {

    Instant now();

    /**
     * Submits a request under the number that its need was sealed for.
     *
     * @param elsewhere why a quota or one of the request's carried pairs keeps the person from asking; null when none does
     */
    record Submit(Request request, @Nullable PairRejection elsewhere, Instant now) implements PairCommand {

        public Submit(Request request, Instant now) {
            this(request, null, now);
        }
    }

    /** Takes places of quotas with what the command does; without an effect it takes none. */
    record Taking(List<Slot> slots, PairCommand command) implements PairCommand {
        public Taking {
            slots = List.copyOf(slots);
        }

        @Override
        public Instant now() {
            return command.now();
        }
    }

    record Elapse(TimeLimit.Kind limit, Instant now) implements PairCommand {}

    sealed interface OnRequest extends PairCommand {
        int number();
    }

    // ---- people ----

    record Withdraw(int number, Party by, Instant now) implements OnRequest {}

    sealed interface Answer extends OnRequest {
        Party by();
    }

    /**
     * Accepts, over the permit's first channel if none is named.
     *
     * @param sealedWeChat the doctor's own WeChat id, sealed; null where the doctor hands it over in person
     * @param terms whether the doctor has signed the hospital's terms
     */
    record Accept(
            int number,
            Party by,
            @Nullable String channel,
            @Nullable String sealedWeChat,
            Terms terms,
            Instant now) implements Answer {

        public Accept(int number, Party by, @Nullable String channel, Terms terms, Instant now) {
            this(number, by, channel, null, terms, now);
        }
    }

    /** Whether a doctor has signed the terms of direct contact that the hospital has in force. */
    enum Terms {
        SIGNED,
        NOT_SIGNED,
        /** Nobody can say now; counts as no. */
        UNKNOWN
    }

    /** Refuses; no reason is needed. */
    record Refuse(int number, Party by, Instant now) implements Answer {}

    record OfferAlternative(int number, Party by, Alternative alternative, Instant now) implements Answer {}

    /** Records the witness whom staff names. */
    record RecordWitness(int number, Request.Witness witness, Instant now) implements OnRequest {}

    /** The patient's side wants to be told when the ground of policy's no is gone. */
    record WantAskAgain(int number, Party by, Instant now) implements OnRequest {}

    /** Shows the patient's side the doctor's own WeChat id; it is not kept after that. */
    record ShowWeChat(int number, Party by, Instant now) implements OnRequest {}

    record EndContact(int number, Party by, Instant now) implements OnRequest {}

    /** The patient's side wants the contact to go on after its end. */
    record AskForRenewal(int number, Party by, Instant now) implements OnRequest {}

    record AnswerRenewal(int number, Party by, boolean accepted, Instant now) implements OnRequest {}

    /**
     * The doctor is away for some time.
     *
     * @param until when the contact goes on by itself
     * @param substitute who stands in; null for nobody
     */
    record PauseContact(
            int number, Party by, Instant until, @Nullable DoctorId substitute, Instant now) implements OnRequest {}

    /** The doctor is back. */
    record GoOn(int number, Party by, Instant now) implements OnRequest {}

    // ---- a report of misuse, or a consent that has to be signed anew ----

    record Suspend(int number, Hold hold, Instant now) implements OnRequest {}

    /** @param reference as the hold's; only reports are told apart by it */
    record Lift(int number, Hold.Cause cause, @Nullable String reference, Instant now) implements OnRequest {}

    /**
     * The supervisor decided that a report is true.
     *
     * @param barredUntil until when the patient's side cannot ask this doctor; null for not at all
     */
    record EndForMisuse(int number, @Nullable Instant barredUntil, Instant now) implements OnRequest {}

    /**
     * A decision that barred the patient's side was replaced.
     *
     * @param former until when it barred
     * @param left until when other decisions bar; null for not at all
     */
    record Unbar(int number, Instant former, @Nullable Instant left, Instant now) implements OnRequest {}

    /** The doctor no longer works at the hospital. */
    record LoseDoctor(List<Alternative> alternatives, Instant now) implements PairCommand {
        public LoseDoctor {
            alternatives = List.copyOf(alternatives);
        }
    }

    // ---- a hospital that merges two numbers of one patient ----

    /** The patient of this pair is the survivor from now on. */
    record CarryToSurvivor(PatientId survivor, Instant now) implements PairCommand {}

    /** A pair of the same person and doctor under a merged number; told to the survivor's own pair. */
    record TakeCarried(PairId pair, Instant now) implements PairCommand {}

    /**
     * Ends, because another request or contact of the same person and doctor stays.
     *
     * @param inContact whether a contact is meant, or a request that is still open
     */
    record GiveWay(int number, boolean inContact, Instant now) implements OnRequest {}

    // ---- policy ----

    record AwaitConsent(int number, Instant now) implements OnRequest {}

    record Allow(int number, Permit permit, Instant now) implements OnRequest {}

    /** Policy permits, and the doctor has no day left on which they may be asked. */
    record NoTurn(int number, List<Alternative> alternatives, Instant decidedAt, Instant now) implements OnRequest {
        public NoTurn {
            alternatives = List.copyOf(alternatives);
        }
    }

    record Defer(int number, @Nullable String waitsFor, Instant now) implements OnRequest {}

    record Redirect(int number, String reason, List<Alternative> alternatives, Instant decidedAt, Instant now)
            implements OnRequest {
        public Redirect {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** What was turned back would not be turned back now. */
    record NoteGroundGone(int number, Instant now) implements OnRequest {}

    // ---- consent ----

    record CeaseConsent(int number, Cessation how, Instant now) implements OnRequest {}

    /** The end of a consent; none of these ends can be undone. */
    enum Cessation {
        WITHDRAWN("consent-withdrawn"),
        REFUSED("consent-refused"),
        LAPSED("consent-lapsed"),
        EXPIRED("consent-expired");

        private final String reason;

        Cessation(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
