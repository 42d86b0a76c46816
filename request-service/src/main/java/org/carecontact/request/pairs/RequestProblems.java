package org.carecontact.request.pairs;

import java.util.List;
import org.carecontact.kernel.web.Problem;
import org.carecontact.request.pairs.domain.Hold;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Slot;

/** Turns each rejection of a person's command into a problem. */
public final class RequestProblems {

    private RequestProblems() {}

    /** A contact that is suspended shows nothing; the first cause is told. */
    public static Problem suspended(List<Hold.Cause> causes) {
        return Problem.of(
                switch (causes.getFirst()) {
                    case CONSENT -> "suspended-for-consent";
                    case REPORT -> "suspended-for-report";
                    case ABSENCE -> "suspended-for-absence";
                });
    }

    public static Problem of(PairRejection rejection) {
        return switch (rejection) {
            case PairRejection.NoSuchRequest _, PairRejection.NotAParty _ -> Problem.notFound();
            case PairRejection.Superseded(var newest) ->
                Problem.of("superseded").with("newest", newest);
            case PairRejection.AlreadyOpen(var request) ->
                Problem.of("request-already-open").with("request", request.id());
            case PairRejection.AlreadyInContact(var request) ->
                Problem.of("contact-already-active").with("request", request.id());
            case PairRejection.CoolingDown(var until, var alternatives) ->
                Problem.of("cooling-down")
                        .with("until", until)
                        .show("alternatives", alternatives)
                        .show("coolDownUntil", until);
            case PairRejection.OverQuota(var kind, var most, var until, var alternatives) -> {
                Problem problem = Problem.of(overQuota(kind)).with("most", most).show("alternatives", alternatives);
                yield until == null ? problem : problem.with("until", until).show("possibleFrom", until);
            }
            case PairRejection.AtCapacity(var most) ->
                Problem.of("capacity-reached").with("most", most);
            case PairRejection.Overtaken _, PairRejection.Carried _, PairRejection.PlaceTaken _ ->
                Problem.of("overtaken");
            case PairRejection.AlreadySettled(var outcome, var at) ->
                outcome == Pair.Outcome.ENDED
                        ? Problem.of("already-ended").with("at", at)
                        : Problem.of("already-settled").with("outcome", outcome).with("at", at);
            case PairRejection.AlreadyAnswered _ -> Problem.of("already-answered");
            case PairRejection.NotAskedYet _ -> Problem.of("not-asked-yet");
            case PairRejection.TooLate(var until) -> Problem.of("too-late").with("until", until);
            case PairRejection.TermsNotSigned _ -> Problem.of("terms-not-signed");
            case PairRejection.TermsNotKnown _ -> Problem.of("terms-not-known");
            case PairRejection.ChannelNotPermitted(var permitted) ->
                Problem.of("channel-not-permitted").field("channel").with("permitted", String.join(", ", permitted));
            case PairRejection.NothingToWaitFor _ -> Problem.of("nothing-to-wait-for");
            case PairRejection.NotOverWeChat(var channel) ->
                Problem.of("wechat-id-needless").field("weChat").with("channel", channel);
            case PairRejection.NoWeChatToShow _ -> Problem.of("no-wechat-id");
            case PairRejection.InContactAlready _ -> Problem.of("contact-granted");
            case PairRejection.NoContact _ -> Problem.of("no-contact");
            case PairRejection.ConsentToSign _ -> Problem.of("consent-to-sign-anew");
            case PairRejection.ContactSuspended(var causes) -> suspended(causes);
            case PairRejection.PauseNotWithin(var now, var endsAt) ->
                Problem.of("pause-not-within").field("until").with("now", now).with("end", endsAt);
            case PairRejection.RenewalTooEarly(var from) ->
                Problem.of("renewal-too-early").with("from", from).show("from", from);
            case PairRejection.RenewalRefused(var endsAt) ->
                Problem.of("renewal-refused").with("end", endsAt);
            case PairRejection.NoRenewalAsked _ -> Problem.of("no-renewal-asked");
            case PairRejection.NotPaused _ -> Problem.of("not-paused");
            case PairRejection.WitnessedBy(var witness) ->
                Problem.of("witnessed-already").with("person", witness.person()).with("at", witness.at());
            case PairRejection.WitnessAhead(var now) ->
                Problem.of("witness-ahead").field("at").with("now", now);
            case PairRejection.UnusablePermit _, PairRejection.NotDue _, PairRejection.WentOn _ ->
                throw new IllegalStateException("never the answer to a person's command: " + rejection);
        };
    }

    private static String overQuota(Slot.Kind kind) {
        return switch (kind) {
            case PATIENT_OPEN -> "quota-open";
            case PATIENT_MONTH -> "quota-month";
            case DOCTOR_OPEN -> "quota-doctor";
            case DOCTOR_DAY, DOCTOR_CONTACT ->
                throw new IllegalStateException("never the answer to a new request: " + kind);
        };
    }
}
