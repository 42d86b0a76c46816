package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.schemas.ids.PairId;
import org.jspecify.annotations.Nullable;

/** The events of a pair. */
public sealed interface PairEvent {

    record RequestSubmitted(Request request, Instant until) implements PairEvent {}

    record ConsentAwaited(Request request, Instant until) implements PairEvent {}

    record DecisionDeferred(Request request, @Nullable String waitsFor, Instant until) implements PairEvent {}

    record DeliveryHeld(Request request, Permit permit, Instant until) implements PairEvent {}

    record DoctorAsked(Request request, Permit permit, Instant until) implements PairEvent {}

    /** The doctor was asked on terms that policy has changed since. */
    record PermitRevised(Request request, Permit permit, Instant until) implements PairEvent {}

    record WitnessRecorded(Request request) implements PairEvent {}

    /** The consent has to be signed anew before there is a contact, or was. */
    record ConsentHeld(Request request) implements PairEvent {}

    record ContactGranted(Pair.InContact in) implements PairEvent {}

    /** The patient's side has seen the doctor's own WeChat id. */
    record WeChatShown(Pair.InContact in) implements PairEvent {}

    /** The patient's side is reminded; the next reminder is set. */
    record ReminderDue(Pair.InContact in, int which) implements PairEvent {}

    /** The patient's side is told that the contact can be renewed. */
    record RenewalDue(Pair.InContact in) implements PairEvent {}

    record RenewalAsked(Pair.InContact in) implements PairEvent {}

    record RenewalDeclined(Pair.InContact in) implements PairEvent {}

    record ContactRenewed(Pair.InContact in, Instant at) implements PairEvent {}

    /** One more hold; the first suspends the contact. */
    record ContactSuspended(Pair.Suspended at, Hold hold) implements PairEvent {}

    /** A hold was lifted, and another still suspends the contact. */
    record HoldLifted(Pair.Suspended at) implements PairEvent {}

    /** The last hold was lifted. */
    record ContactResumed(Pair.InContact in, Instant since) implements PairEvent {}

    /** The patient's number was merged; the request names the survivor. */
    record PairCarried(Request request, Instant at) implements PairEvent {}

    /** These pairs of the same person and doctor were carried here. */
    record CarriedTaken(List<PairId> carried) implements PairEvent {
        public CarriedTaken {
            carried = List.copyOf(carried);
        }
    }

    /** The request or its contact came to an end. */
    sealed interface Settling extends PairEvent {
        Pair.Settled settled();
    }

    record RequestRedirected(Pair.Settled settled) implements Settling {}

    record RequestDeclined(Pair.Settled settled) implements Settling {}

    record RequestWithdrawn(Pair.Settled settled) implements Settling {}

    record RequestExpired(Pair.Settled settled) implements Settling {}

    record ContactEnded(Pair.Settled settled) implements Settling {}

    /** A report was upheld after the contact had ended. */
    record PatientBarred(Pair.Settled settled) implements PairEvent {}

    /** The decision that barred was replaced. */
    record PatientUnbarred(Pair.Settled settled) implements PairEvent {}

    /** The patient's side wants to be told when the ground is gone. */
    record AskAgainWanted(Pair.Settled settled) implements PairEvent {}

    /** The ground is gone. */
    record AskAgainPossible(Pair.Settled settled, Instant since) implements PairEvent {}
}
