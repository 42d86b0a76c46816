package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** The reasons for which a command changes nothing; on Kafka each means a redelivery or a fact that came too late. */
public sealed interface PairRejection {

    record NoSuchRequest() implements PairRejection {}

    record NotAParty() implements PairRejection {}

    record Superseded(int newest) implements PairRejection {}

    record AlreadyOpen(Request request) implements PairRejection {}

    record AlreadyInContact(Request request) implements PairRejection {}

    record CoolingDown(Instant until, List<Alternative> alternatives) implements PairRejection {
        public CoolingDown {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** Another request took the number that the need was sealed for, or a pair was carried here: look and seal again. */
    record Overtaken() implements PairRejection {}

    /**
     * A quota of the hospital is used up.
     *
     * @param most how many it allows
     * @param until when it has room again; null for as soon as one of those that use it is over
     */
    record OverQuota(Slot.Kind kind, int most, @Nullable Instant until, List<Alternative> alternatives)
            implements PairRejection {
        public OverQuota {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** The doctor has as many contacts as they want. */
    record AtCapacity(int most) implements PairRejection {}

    /** Another pair took the place of a quota that was free a moment ago: look again. */
    record PlaceTaken() implements PairRejection {}

    record AlreadySettled(Pair.Outcome outcome, Instant at) implements PairRejection {}

    record AlreadyAnswered() implements PairRejection {}

    record NotAskedYet() implements PairRejection {}

    record TooLate(Instant until) implements PairRejection {}

    record ChannelNotPermitted(List<String> permitted) implements PairRejection {
        public ChannelNotPermitted {
            permitted = List.copyOf(permitted);
        }
    }

    /** Policy did not turn this request back: nothing can change. */
    record NothingToWaitFor() implements PairRejection {}

    /** A doctor's own WeChat id belongs to a contact over it alone. */
    record NotOverWeChat(String channel) implements PairRejection {}

    /** The doctor told none, or it was shown already. */
    record NoWeChatToShow() implements PairRejection {}

    /** A contact is ended, not withdrawn. */
    record InContactAlready() implements PairRejection {}

    record NoContact() implements PairRejection {}

    /** The patient's side has to sign anew before the doctor can say yes. */
    record ConsentToSign() implements PairRejection {}

    /** @param causes what suspends it */
    record ContactSuspended(List<Hold.Cause> causes) implements PairRejection {
        public ContactSuspended {
            causes = List.copyOf(causes);
        }
    }

    record RenewalTooEarly(Instant from) implements PairRejection {}

    /** The doctor said no. */
    record RenewalRefused(Instant endsAt) implements PairRejection {}

    record NoRenewalAsked() implements PairRejection {}

    /** A pause ends later than now, and before the contact does. */
    record PauseNotWithin(Instant now, Instant endsAt) implements PairRejection {}

    /** Nothing of the doctor's suspends the contact. */
    record NotPaused() implements PairRejection {}

    /** The permit rests on no signature, names no channel or has no end. */
    record UnusablePermit() implements PairRejection {}

    record WitnessedBy(Request.Witness witness) implements PairRejection {}

    /** The time of the witness lies in the future. */
    record WitnessAhead(Instant now) implements PairRejection {}

    /** The patient's number was merged: the survivor's pair takes new requests. */
    record Carried(PatientId survivor) implements PairRejection {}

    /** What was to give way went on in the meantime: look again. */
    record WentOn() implements PairRejection {}

    record NotDue() implements PairRejection {}

    /** The doctor has not signed the hospital's terms, or not those in force. */
    record TermsNotSigned() implements PairRejection {}

    /** Nobody can say now whether the doctor has signed the terms. */
    record TermsNotKnown() implements PairRejection {}
}
