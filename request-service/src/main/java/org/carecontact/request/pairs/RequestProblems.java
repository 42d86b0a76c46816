package org.carecontact.request.pairs;

import org.carecontact.kernel.web.Problem;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairRejection;

/** Turns each rejection of a person's command into a problem. */
public final class RequestProblems {

    private RequestProblems() {}

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
            case PairRejection.Overtaken _, PairRejection.Carried _ -> Problem.of("overtaken");
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
            case PairRejection.WitnessedBy(var witness) ->
                Problem.of("witnessed-already").with("person", witness.person()).with("at", witness.at());
            case PairRejection.WitnessAhead(var now) ->
                Problem.of("witness-ahead").field("at").with("now", now);
            case PairRejection.UnusablePermit _, PairRejection.NotDue _, PairRejection.WentOn _ ->
                throw new IllegalStateException("never the answer to a person's command: " + rejection);
        };
    }
}
