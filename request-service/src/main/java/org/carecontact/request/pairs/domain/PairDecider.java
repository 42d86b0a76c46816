package org.carecontact.request.pairs.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.pairs.domain.Pair.AskAgain;
import org.carecontact.request.pairs.domain.Pair.AwaitingConsent;
import org.carecontact.request.pairs.domain.Pair.AwaitingDelivery;
import org.carecontact.request.pairs.domain.Pair.AwaitingDoctor;
import org.carecontact.request.pairs.domain.Pair.Deferred;
import org.carecontact.request.pairs.domain.Pair.Granted;
import org.carecontact.request.pairs.domain.Pair.InContact;
import org.carecontact.request.pairs.domain.Pair.Known;
import org.carecontact.request.pairs.domain.Pair.NoRequest;
import org.carecontact.request.pairs.domain.Pair.Open;
import org.carecontact.request.pairs.domain.Pair.Outcome;
import org.carecontact.request.pairs.domain.Pair.Settled;
import org.carecontact.request.pairs.domain.Pair.Submitted;
import org.carecontact.request.pairs.domain.Pair.Suspended;
import org.carecontact.request.pairs.domain.PairCommand.Accept;
import org.carecontact.request.pairs.domain.PairCommand.Allow;
import org.carecontact.request.pairs.domain.PairCommand.Answer;
import org.carecontact.request.pairs.domain.PairCommand.AnswerRenewal;
import org.carecontact.request.pairs.domain.PairCommand.AskForRenewal;
import org.carecontact.request.pairs.domain.PairCommand.AwaitConsent;
import org.carecontact.request.pairs.domain.PairCommand.CarryToSurvivor;
import org.carecontact.request.pairs.domain.PairCommand.CeaseConsent;
import org.carecontact.request.pairs.domain.PairCommand.Cessation;
import org.carecontact.request.pairs.domain.PairCommand.Defer;
import org.carecontact.request.pairs.domain.PairCommand.Elapse;
import org.carecontact.request.pairs.domain.PairCommand.EndContact;
import org.carecontact.request.pairs.domain.PairCommand.EndForMisuse;
import org.carecontact.request.pairs.domain.PairCommand.GiveWay;
import org.carecontact.request.pairs.domain.PairCommand.GoOn;
import org.carecontact.request.pairs.domain.PairCommand.Lift;
import org.carecontact.request.pairs.domain.PairCommand.LoseDoctor;
import org.carecontact.request.pairs.domain.PairCommand.NoTurn;
import org.carecontact.request.pairs.domain.PairCommand.NoteGroundGone;
import org.carecontact.request.pairs.domain.PairCommand.OfferAlternative;
import org.carecontact.request.pairs.domain.PairCommand.OnRequest;
import org.carecontact.request.pairs.domain.PairCommand.PauseContact;
import org.carecontact.request.pairs.domain.PairCommand.RecordWitness;
import org.carecontact.request.pairs.domain.PairCommand.Redirect;
import org.carecontact.request.pairs.domain.PairCommand.Refuse;
import org.carecontact.request.pairs.domain.PairCommand.ShowWeChat;
import org.carecontact.request.pairs.domain.PairCommand.Submit;
import org.carecontact.request.pairs.domain.PairCommand.Suspend;
import org.carecontact.request.pairs.domain.PairCommand.TakeCarried;
import org.carecontact.request.pairs.domain.PairCommand.Taking;
import org.carecontact.request.pairs.domain.PairCommand.Terms;
import org.carecontact.request.pairs.domain.PairCommand.Unbar;
import org.carecontact.request.pairs.domain.PairCommand.WantAskAgain;
import org.carecontact.request.pairs.domain.PairCommand.Withdraw;
import org.carecontact.request.pairs.domain.PairEvent.AskAgainPossible;
import org.carecontact.request.pairs.domain.PairEvent.AskAgainWanted;
import org.carecontact.request.pairs.domain.PairEvent.CarriedTaken;
import org.carecontact.request.pairs.domain.PairEvent.ConsentAwaited;
import org.carecontact.request.pairs.domain.PairEvent.ConsentHeld;
import org.carecontact.request.pairs.domain.PairEvent.ContactEnded;
import org.carecontact.request.pairs.domain.PairEvent.ContactGranted;
import org.carecontact.request.pairs.domain.PairEvent.ContactRenewed;
import org.carecontact.request.pairs.domain.PairEvent.ContactResumed;
import org.carecontact.request.pairs.domain.PairEvent.ContactSuspended;
import org.carecontact.request.pairs.domain.PairEvent.DecisionDeferred;
import org.carecontact.request.pairs.domain.PairEvent.DeliveryHeld;
import org.carecontact.request.pairs.domain.PairEvent.DoctorAsked;
import org.carecontact.request.pairs.domain.PairEvent.HoldLifted;
import org.carecontact.request.pairs.domain.PairEvent.PairCarried;
import org.carecontact.request.pairs.domain.PairEvent.PatientBarred;
import org.carecontact.request.pairs.domain.PairEvent.PatientUnbarred;
import org.carecontact.request.pairs.domain.PairEvent.PermitRevised;
import org.carecontact.request.pairs.domain.PairEvent.ReminderDue;
import org.carecontact.request.pairs.domain.PairEvent.RenewalAsked;
import org.carecontact.request.pairs.domain.PairEvent.RenewalDeclined;
import org.carecontact.request.pairs.domain.PairEvent.RenewalDue;
import org.carecontact.request.pairs.domain.PairEvent.RequestDeclined;
import org.carecontact.request.pairs.domain.PairEvent.RequestExpired;
import org.carecontact.request.pairs.domain.PairEvent.RequestRedirected;
import org.carecontact.request.pairs.domain.PairEvent.RequestSubmitted;
import org.carecontact.request.pairs.domain.PairEvent.RequestWithdrawn;
import org.carecontact.request.pairs.domain.PairEvent.Settling;
import org.carecontact.request.pairs.domain.PairEvent.WeChatShown;
import org.carecontact.request.pairs.domain.PairEvent.WitnessRecorded;
import org.carecontact.request.pairs.domain.Request.AnsweredBy;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a pair: one open request, one contact, and revocation wins. A settled request never opens again, so a
 * permit that arrives after the consent ended finds nothing to permit.
 */
// Longer than 300 lines: the transition table is one switch, so that every pair of state and command is answered in it.
public final class PairDecider implements Decider<PairCommand, Pair, PairEvent, PairRejection> {

    /** The channel of a doctor's own WeChat. */
    public static final String PERSONAL = "PERSONAL_WECHAT";

    private record Case(Pair pair, PairCommand command) {}

    private final Limits limits;

    public PairDecider(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Pair initial() {
        return new NoRequest(List.of());
    }

    @Override
    public Decision<PairEvent, PairRejection> decide(Pair pair, PairCommand command) {
        return switch (new Case(pair, command)) { // the transition table; never a default
            case Case(Known known, Taking(var slots, var taking)) ->
                decide(known.with(known.request().taking(slots)), taking);
            case Case(NoRequest _, Taking _) -> reject(new PairRejection.NoSuchRequest());

            // A new request
            case Case(Known known, Submit _)
            when known.survivor().isPresent() ->
                reject(new PairRejection.Carried(known.survivor().orElseThrow()));
            case Case(var before, Submit s)
            when !s.request().carried().equals(before.carried()) -> reject(new PairRejection.Overtaken());
            case Case(Open open, Submit _) -> reject(new PairRejection.AlreadyOpen(open.request()));
            case Case(Granted contact, Submit _) -> reject(new PairRejection.AlreadyInContact(contact.request()));
            case Case(Settled over, Submit s)
            when blocked(over, s.now()).isPresent() ->
                reject(blocked(over, s.now()).orElseThrow());
            case Case(var _, Submit(var _, var elsewhere, var _)) when elsewhere != null -> reject(elsewhere);
            case Case(var before, Submit s)
            when s.request().number() != before.number() + 1 -> reject(new PairRejection.Overtaken());
            case Case(NoRequest _, Submit s) -> submitted(s);
            case Case(Settled _, Submit s) -> submitted(s);

            // Which request the command means, and who may send it
            case Case(var before, OnRequest c)
            when c.number() > before.number() -> reject(new PairRejection.NoSuchRequest());
            case Case(Known known, Withdraw c)
            when !c.by().actsForPatientOf(known.request()) -> reject(new PairRejection.NotAParty());
            case Case(Known known, Answer c)
            when !c.by().treats(known.request()) -> reject(new PairRejection.NotAParty());
            case Case(Known known, EndContact c)
            when !c.by().actsForPatientOf(known.request()) && !c.by().treats(known.request()) ->
                reject(new PairRejection.NotAParty());
            case Case(Known known, AskForRenewal c)
            when !c.by().actsForPatientOf(known.request()) -> reject(new PairRejection.NotAParty());
            case Case(Known known, AnswerRenewal c)
            when !c.by().treats(known.request()) -> reject(new PairRejection.NotAParty());
            case Case(Known known, PauseContact c)
            when !c.by().treats(known.request()) -> reject(new PairRejection.NotAParty());
            case Case(Known known, GoOn c)
            when !c.by().treats(known.request()) -> reject(new PairRejection.NotAParty());
            case Case(Known known, WantAskAgain c)
            when !c.by().actsForPatientOf(known.request()) -> reject(new PairRejection.NotAParty());
            case Case(Known known, ShowWeChat c)
            when !c.by().actsForPatientOf(known.request()) -> reject(new PairRejection.NotAParty());

            // A report may be upheld after its contact ended, and after the same was asked again: the bar counts for
            // both
            case Case(Settled over, EndForMisuse c)
            when over.isBarredLonger(c.barredUntil()) -> accept(new PatientBarred(over.barred(c.barredUntil())));
            case Case(Open at, EndForMisuse c)
            when c.barredUntil() != null -> accept(declinedForMisuse(at.request(), c.barredUntil(), c.now()));
            case Case(Granted at, EndForMisuse c)
            when c.barredUntil() != null -> accept(endedForMisuse(at, "misuse", c.barredUntil(), c.now()));
            case Case(Settled over, Unbar c)
            when c.former().equals(over.coolDownUntil()) -> accept(new PatientUnbarred(over.barred(c.left())));
            case Case(Known _, Unbar _) -> accept();

            case Case(Known known, OnRequest c)
            when c.number() < known.number() -> reject(new PairRejection.Superseded(known.number()));
            case Case(NoRequest _, OnRequest _) -> reject(new PairRejection.NoSuchRequest());

            // Policy's no rests on facts: who wishes is told when they have changed
            case Case(Settled over, WantAskAgain _)
            when over.outcome() != Outcome.REDIRECTED -> reject(new PairRejection.NothingToWaitFor());
            case Case(Settled over, WantAskAgain _) ->
                over.askAgain() == null ? accept(new AskAgainWanted(over.with(AskAgain.WANTED))) : accept();
            case Case(Settled over, NoteGroundGone(var _, var now)) ->
                over.askAgain() == AskAgain.WANTED
                        ? accept(new AskAgainPossible(over.with(AskAgain.POSSIBLE), now))
                        : accept();
            case Case(Open _, WantAskAgain _) -> reject(new PairRejection.NothingToWaitFor());
            case Case(Granted _, WantAskAgain _) -> reject(new PairRejection.NothingToWaitFor());
            case Case(Open _, NoteGroundGone _) -> accept();
            case Case(Granted _, NoteGroundGone _) -> accept();

            case Case(Settled _, EndForMisuse _) -> accept();
            case Case(Settled _, Lift _) -> accept();
            case Case(Settled _, Suspend _) -> accept();

            // Commands that come too late for a request that is over
            case Case(Settled over, EndContact _) when over.contact() == null -> reject(new PairRejection.NoContact());
            case Case(Settled over, OnRequest _) ->
                reject(new PairRejection.AlreadySettled(over.outcome(), over.settledAt()));

            // Policy says that signing makes sense
            case Case(Submitted at, AwaitConsent c) ->
                accept(new ConsentAwaited(at.request(), c.now().plus(limits.consent())));
            case Case(Open _, AwaitConsent _) -> accept();
            case Case(Granted _, AwaitConsent _) -> accept();

            // Policy says wait
            case Case(Deferred at, Defer c) ->
                Objects.equals(at.waitsFor(), c.waitsFor())
                        ? accept()
                        : accept(new DecisionDeferred(at.request(), c.waitsFor(), at.until()));
            case Case(AwaitingDoctor _, Defer _) -> accept();
            case Case(Open at, Defer c) ->
                accept(new DecisionDeferred(at.request(), c.waitsFor(), c.now().plus(limits.deferral())));
            case Case(Granted _, Defer _) -> accept();

            // Policy says yes
            case Case(Open _, Allow c) when !c.permit().usable() -> reject(new PairRejection.UnusablePermit());
            case Case(AwaitingDoctor at, Allow c)
            when c.permit().autoAnswer() == null ->
                accept(new PermitRevised(at.request().decided(c.permit().decidedAt()), c.permit(), at.until()));
            case Case(Open at, Allow c) -> permitted(at.request(), c);
            case Case(Granted _, Allow _) -> accept();

            // Policy says yes, and the doctor's days are full: who was asked already stays so
            case Case(AwaitingDoctor _, NoTurn _) -> accept();
            case Case(Granted _, NoTurn _) -> accept();
            case Case(Open at, NoTurn c) ->
                accept(new RequestRedirected(over(
                        at.request().decided(c.decidedAt()),
                        Outcome.REDIRECTED,
                        "doctor-quota",
                        c.alternatives(),
                        c.now())));

            // Policy says no, on facts that may change at any time: a cool-down belongs to a doctor's no
            case Case(Open at, Redirect c) ->
                accept(new RequestRedirected(over(
                        at.request().decided(c.decidedAt()),
                        Outcome.REDIRECTED,
                        c.reason(),
                        c.alternatives(),
                        c.now())));
            case Case(Granted at, Redirect c) ->
                accept(ended(at, Contact.EndedBy.POLICY, c.reason(), c.alternatives(), c.now()));

            // The consent is no longer in force: revocation wins
            case Case(Open at, CeaseConsent(var _, var how, var now)) ->
                accept(
                        how == Cessation.WITHDRAWN || how == Cessation.REFUSED
                                ? new RequestWithdrawn(
                                        over(at.request(), Outcome.WITHDRAWN, how.reason(), List.of(), now))
                                : new RequestExpired(
                                        over(at.request(), Outcome.EXPIRED, how.reason(), List.of(), now)));
            case Case(Granted at, CeaseConsent(var _, var how, var now)) ->
                accept(ended(at, Contact.EndedBy.CONSENT, how.reason(), List.of(), now));

            // The patient side takes the request back
            case Case(Open at, Withdraw c) ->
                accept(new RequestWithdrawn(
                        over(at.request(), Outcome.WITHDRAWN, "withdrawn-by-patient", List.of(), c.now())));
            case Case(Granted _, Withdraw _) -> reject(new PairRejection.InContactAlready());

            // Staff says who was there
            case Case(Open _, RecordWitness c)
            when c.witness().at().isAfter(c.now()) -> reject(new PairRejection.WitnessAhead(c.now()));
            case Case(Open at, RecordWitness c) -> witnessed(at.request(), c.witness());
            case Case(Granted _, RecordWitness _) -> reject(new PairRejection.AlreadyAnswered());

            // The doctor answers
            case Case(AwaitingDoctor at, Answer c)
            when !c.now().isBefore(at.until()) -> reject(new PairRejection.TooLate(at.until()));
            case Case(AwaitingDoctor _, Accept c)
            when c.terms() == Terms.NOT_SIGNED -> reject(new PairRejection.TermsNotSigned());
            case Case(AwaitingDoctor _, Accept c)
            when c.terms() == Terms.UNKNOWN -> reject(new PairRejection.TermsNotKnown());
            case Case(AwaitingDoctor at, Accept _)
            when at.request().consentHeldSince() != null -> reject(new PairRejection.ConsentToSign());
            case Case(AwaitingDoctor at, Accept c)
            when c.channel() != null && !at.permit().channels().contains(c.channel()) ->
                reject(new PairRejection.ChannelNotPermitted(at.permit().channels()));
            case Case(AwaitingDoctor at, Accept c)
            when c.sealedWeChat() != null && !PERSONAL.equals(channel(at.permit(), c.channel())) ->
                reject(new PairRejection.NotOverWeChat(channel(at.permit(), c.channel())));
            case Case(AwaitingDoctor at, Accept _)
            when !hasRoom(at.request(), at.permit()) -> reject(new PairRejection.PlaceTaken());
            case Case(AwaitingDoctor at, Accept c) ->
                accept(granted(
                        at.request().answered(AnsweredBy.DOCTOR), at.permit(), c.channel(), c.sealedWeChat(), c.now()));
            case Case(AwaitingDoctor at, Refuse c) ->
                accept(declined(at.request().answered(AnsweredBy.DOCTOR), at.permit(), c.now()));
            case Case(AwaitingDoctor at, OfferAlternative c) ->
                accept(offered(at.request().answered(AnsweredBy.DOCTOR), known(c.alternative(), at.permit()), c.now()));
            case Case(Open _, Answer _) -> reject(new PairRejection.NotAskedYet());
            case Case(Granted _, Answer _) -> reject(new PairRejection.AlreadyAnswered());

            // The patient's side sees the doctor's own WeChat id, once
            case Case(InContact at, ShowWeChat _) ->
                at.sealedWeChat() == null
                        ? reject(new PairRejection.NoWeChatToShow())
                        : accept(new WeChatShown(
                                new InContact(at.request(), at.contact(), at.reminder(), null, at.renewal())));
            case Case(Suspended at, ShowWeChat _) -> reject(suspended(at));
            case Case(Open _, ShowWeChat _) -> reject(new PairRejection.NoContact());

            // The patient's side asks to renew the contact, the doctor answers
            case Case(InContact at, AskForRenewal c)
            when c.now().isBefore(at.contact().renewableFrom(at.course().times())) ->
                reject(new PairRejection.RenewalTooEarly(
                        at.contact().renewableFrom(at.course().times())));
            case Case(InContact at, AskForRenewal _)
            when at.course().declined() ->
                reject(new PairRejection.RenewalRefused(at.contact().endsAt()));
            case Case(InContact at, AskForRenewal c) ->
                at.course().askedAt() == null
                        ? accept(
                                new RenewalAsked(at.with(new Renewal(at.course().times(), c.now(), c.now(), false))))
                        : accept();
            case Case(InContact at, AnswerRenewal _)
            when at.course().askedAt() == null -> reject(new PairRejection.NoRenewalAsked());
            case Case(InContact at, AnswerRenewal c) ->
                accept(c.accepted() ? renewed(at, c.now()) : notRenewed(at, c.now()));
            case Case(Suspended at, AskForRenewal _) -> reject(suspended(at));
            case Case(Suspended at, AnswerRenewal _) -> reject(suspended(at));
            case Case(Open _, AskForRenewal _) -> reject(new PairRejection.NoContact());
            case Case(Open _, AnswerRenewal _) -> reject(new PairRejection.NoContact());

            // The doctor is away, and back
            case Case(Granted at, PauseContact c)
            when !c.until().isAfter(c.now()) || !c.until().isBefore(at.contact().endsAt()) ->
                reject(new PairRejection.PauseNotWithin(c.now(), at.contact().endsAt()));
            case Case(Granted at, PauseContact c) -> {
                DoctorId substitute = c.substitute();
                yield held(
                        at,
                        new Hold(
                                Hold.Cause.ABSENCE,
                                substitute == null ? null : substitute.value(),
                                c.now(),
                                c.until()));
            }
            case Case(Suspended at, GoOn(var _, var _, var now))
            when holds(at, Hold.Cause.ABSENCE, null) -> accept(lifted(at, Hold.Cause.ABSENCE, null, now));
            case Case(Granted _, GoOn _) -> reject(new PairRejection.NotPaused());
            case Case(Open _, PauseContact _) -> reject(new PairRejection.NoContact());
            case Case(Open _, GoOn _) -> reject(new PairRejection.NoContact());

            // Something else suspends the contact, or does so no more
            case Case(Granted at, Suspend(var _, var hold, var _)) -> held(at, hold);
            case Case(Suspended at, Lift(var _, var cause, var reference, var now))
            when holds(at, cause, reference) -> accept(lifted(at, cause, reference, now));
            case Case(Granted _, Lift _) -> accept();
            case Case(Granted at, EndForMisuse c) -> accept(endedForMisuse(at, "misuse", c.barredUntil(), c.now()));
            // Before there is a contact only the consent matters: nobody says yes until it is signed anew
            case Case(Open at, Suspend(var _, var hold, var now))
            when hold.cause() == Hold.Cause.CONSENT ->
                at.request().consentHeldSince() == null
                        ? accept(new ConsentHeld(at.request().consentHeld(now)))
                        : accept();
            case Case(Open _, Suspend _) -> reject(new PairRejection.NoContact());
            case Case(Open at, Lift(var _, var cause, var _, var _))
            when cause == Hold.Cause.CONSENT && at.request().consentHeldSince() != null ->
                accept(new ConsentHeld(at.request().consentHeld(null)));
            case Case(Open _, Lift _) -> accept();
            case Case(Open _, EndForMisuse _) -> reject(new PairRejection.NoContact());

            // Either side ends the contact
            case Case(Granted at, EndContact c)
            when c.by().treats(at.request()) ->
                accept(ended(at, Contact.EndedBy.DOCTOR, "ended-by-doctor", List.of(), c.now()));
            case Case(Granted at, EndContact c) ->
                accept(ended(at, Contact.EndedBy.PATIENT, "ended-by-patient", List.of(), c.now()));
            case Case(Open _, EndContact _) -> reject(new PairRejection.NoContact());

            // The doctor left the hospital
            case Case(NoRequest _, LoseDoctor _) -> accept();
            case Case(Settled _, LoseDoctor _) -> accept();
            case Case(Open at, LoseDoctor c) ->
                accept(new RequestRedirected(
                        over(at.request(), Outcome.REDIRECTED, "doctor-left", c.alternatives(), c.now())));
            case Case(Granted at, LoseDoctor c) ->
                accept(ended(at, Contact.EndedBy.DEPARTURE, "doctor-left", c.alternatives(), c.now()));

            // The hospital merged two numbers of one patient
            case Case(NoRequest _, CarryToSurvivor _) -> reject(new PairRejection.NoSuchRequest());
            case Case(Known known, CarryToSurvivor(var survivor, var _))
            when known.request().isOf(survivor) -> accept();
            case Case(Known known, CarryToSurvivor(var survivor, var now)) ->
                accept(new PairCarried(known.request().carriedTo(survivor), now));
            case Case(var at, TakeCarried(var carried, var _)) when at.carried().contains(carried) -> accept();
            case Case(var at, TakeCarried(var carried, var _)) ->
                accept(new CarriedTaken(
                        Stream.concat(at.carried().stream(), Stream.of(carried)).toList()));
            case Case(Open at, GiveWay c)
            when !c.inContact() ->
                accept(new RequestWithdrawn(
                        over(at.request(), Outcome.WITHDRAWN, "other-request-stays", List.of(), c.now())));
            case Case(Granted at, GiveWay c)
            when c.inContact() -> accept(ended(at, Contact.EndedBy.MERGE, "other-contact-stays", List.of(), c.now()));
            case Case(Open _, GiveWay _) -> reject(new PairRejection.WentOn());
            case Case(Granted _, GiveWay _) -> reject(new PairRejection.WentOn());

            // Time
            case Case(var at, Elapse c) when !elapsed(at, c) -> reject(new PairRejection.NotDue());
            case Case(Submitted at, Elapse c) -> accept(expired(at, "no-decision-in-time", List.of(), c));
            case Case(AwaitingConsent at, Elapse c) -> accept(expired(at, "no-consent-in-time", List.of(), c));
            case Case(Deferred at, Elapse c) -> accept(expired(at, "deferred-too-long", List.of(), c));
            case Case(AwaitingDelivery at, Elapse c) -> accept(asked(at.request(), at.permit(), c.now()));
            case Case(AwaitingDoctor at, Elapse c) ->
                accept(expired(at, "no-answer-in-time", at.permit().alternatives(), c));
            case Case(InContact at, Elapse c)
            when c.limit() == TimeLimit.Kind.RENEWAL
                    && c.now().isBefore(at.contact().endsAt()) ->
                accept(new RenewalDue(at.with(new Renewal(at.course().times(), c.now(), null, false))));
            case Case(InContact at, Elapse c)
            when c.limit() == TimeLimit.Kind.REMINDER
                    && at.reminder() != null
                    && c.now().isBefore(at.contact().endsAt()) -> accept(reminded(at, at.reminder(), c.now()));
            case Case(Suspended at, Elapse c)
            when c.now().isBefore(at.contact().endsAt()) -> accept(holdOver(at, c.now()));
            case Case(Granted at, Elapse c) ->
                accept(ended(at, Contact.EndedBy.EXPIRY, "contact-expired", List.of(), c.now()));
            case Case(NoRequest _, Elapse _) -> reject(new PairRejection.NotDue());
            case Case(Settled _, Elapse _) -> reject(new PairRejection.NotDue());
        };
    }

    @Override
    public Pair evolve(Pair pair, PairEvent event) {
        return switch (event) {
            case RequestSubmitted(var request, var until) -> new Submitted(request, until);
            case ConsentAwaited(var request, var until) -> new AwaitingConsent(request, until);
            case DecisionDeferred(var request, var waitsFor, var until) -> new Deferred(request, waitsFor, until);
            case DeliveryHeld(var request, var permit, var until) -> new AwaitingDelivery(request, permit, until);
            case DoctorAsked(var request, var permit, var until) -> new AwaitingDoctor(request, permit, until);
            case PermitRevised(var request, var permit, var until) -> new AwaitingDoctor(request, permit, until);
            case WitnessRecorded(var request) -> with(pair, request);
            case ConsentHeld(var request) -> with(pair, request);
            case PairCarried(var request, var _) -> with(pair, request);
            case CarriedTaken(var carried) ->
                switch (pair) {
                    case NoRequest _ -> new NoRequest(carried);
                    case Known known -> known.with(known.request().carrying(carried));
                };
            case ContactGranted(var in) -> in;
            case WeChatShown(var in) -> in;
            case RenewalDue(var in) -> in;
            case RenewalAsked(var in) -> in;
            case RenewalDeclined(var in) -> in;
            case ContactRenewed(var in, var _) -> in;
            case ContactSuspended(var at, var _) -> at;
            case HoldLifted(var at) -> at;
            case ContactResumed(var in, var _) -> in;
            case PatientBarred(var settled) -> settled;
            case PatientUnbarred(var settled) -> settled;
            case ReminderDue(var in, var _) -> in;
            case Settling settling -> settling.settled();
            case AskAgainWanted(var settled) -> settled;
            case AskAgainPossible(var settled, var _) -> settled;
        };
    }

    private static Pair with(Pair pair, Request request) {
        return pair instanceof Known known ? known.with(request) : pair;
    }

    /**
     * Returns why this pair takes no new request at the moment; empty when it does. Of carried pairs it says the same
     * for the survivor's.
     */
    public static Optional<PairRejection> blocked(Pair pair, Instant now) {
        return switch (pair) {
            case NoRequest _ -> Optional.empty();
            case Open open -> Optional.of(new PairRejection.AlreadyOpen(open.request()));
            case Granted contact -> Optional.of(new PairRejection.AlreadyInContact(contact.request()));
            case Settled over -> {
                Instant until = over.coolDownUntil();
                yield until != null && now.isBefore(until)
                        ? Optional.of(new PairRejection.CoolingDown(until, over.alternatives()))
                        : Optional.empty();
            }
        };
    }

    /** Keeps the first witness. */
    private static Decision<PairEvent, PairRejection> witnessed(Request request, Request.Witness by) {
        Request.Witness known = request.witness();
        if (known == null) {
            return accept(new WitnessRecorded(request.witnessed(by)));
        }
        return known.equals(by) ? accept() : reject(new PairRejection.WitnessedBy(known));
    }

    private static boolean elapsed(Pair pair, Elapse command) {
        return pair.timeLimit()
                .filter(limit -> limit.passed(command.limit(), command.now()))
                .isPresent();
    }

    private Decision<PairEvent, PairRejection> submitted(Submit command) {
        return accept(new RequestSubmitted(command.request(), command.now().plus(limits.decision())));
    }

    private Decision<PairEvent, PairRejection> permitted(Request request, Allow command) {
        Permit permit = command.permit();
        Request decided = request.decided(permit.decidedAt());
        AutoAnswer answer = permit.autoAnswer();
        // Rules that would accept one contact too many leave the answer to the doctor.
        if (answer != null
                && (answer.kind() != AutoAnswer.Kind.ACCEPT
                        || hasRoom(request, permit) && request.consentHeldSince() == null)) {
            return accept(
                    answered(decided.asked(command.now()).answered(AnsweredBy.RULES), permit, answer, command.now()));
        }
        Instant earliest = permit.earliestDelivery();
        return earliest != null && earliest.isAfter(command.now())
                ? accept(new DeliveryHeld(decided, permit, earliest))
                : accept(asked(decided, permit, command.now()));
    }

    private DoctorAsked asked(Request request, Permit permit, Instant now) {
        return new DoctorAsked(request.asked(now), permit, now.plus(limits.answer()));
    }

    /** Opens the contact at once, at any hour: nobody is disturbed. */
    private PairEvent answered(Request request, Permit permit, AutoAnswer answer, Instant now) {
        Alternative alternative = answer.alternative();
        return switch (answer.kind()) {
            case ACCEPT -> granted(request, permit, null, null, now);
            case REFUSE -> declined(request, permit, now);
            case OFFER_ALTERNATIVE ->
                alternative == null ? declined(request, permit, now) : offered(request, alternative, now);
        };
    }

    /** A doctor who limits their contacts accepts with one of their places. */
    private static boolean hasRoom(Request request, Permit permit) {
        return permit.capacity() == null
                || request.slots().stream()
                        .anyMatch(
                                slot -> slot.kind() == Slot.Kind.DOCTOR_CONTACT && slot.request() == request.number());
    }

    private static String channel(Permit permit, @Nullable String named) {
        return named != null ? named : permit.channels().getFirst();
    }

    private ReminderDue reminded(InContact at, Pair.Reminder due, Instant now) {
        return new ReminderDue(
                new InContact(
                        at.request(), at.contact(), due.next(limits.reminder(), now), at.sealedWeChat(), at.renewal()),
                due.which());
    }

    private ContactGranted granted(
            Request request, Permit permit, @Nullable String named, @Nullable String sealedWeChat, Instant now) {
        return new ContactGranted(new InContact(
                request,
                new Contact(
                        channel(permit, named),
                        request.purpose(),
                        permit.hours(),
                        permit.obligations(),
                        now,
                        now.plus(Duration.ofDays(permit.contactDays())),
                        null,
                        null),
                new Pair.Reminder(1, now.plus(limits.reminder())),
                sealedWeChat));
    }

    private RequestDeclined declined(Request request, Permit permit, Instant now) {
        return declined(request, "doctor-declined", permit.alternatives(), now);
    }

    private RequestDeclined offered(Request request, Alternative alternative, Instant now) {
        return declined(request, "alternative-offered", List.of(alternative), now);
    }

    /** Returns the permit's link to the alternative that the doctor offers, if it has one. */
    private static Alternative known(Alternative offered, Permit permit) {
        return permit.alternatives().stream()
                .filter(one -> one.kind().equals(offered.kind()))
                .findFirst()
                .orElse(offered);
    }

    private RequestDeclined declined(Request request, String reason, List<Alternative> alternatives, Instant now) {
        return new RequestDeclined(
                new Settled(request, Outcome.DECLINED, reason, now, alternatives, null, now.plus(limits.coolDown())));
    }

    private static RequestDeclined declinedForMisuse(Request request, Instant barredUntil, Instant now) {
        return new RequestDeclined(new Settled(request, Outcome.DECLINED, "misuse", now, List.of(), null, barredUntil));
    }

    private static Settled over(
            Request request, Outcome outcome, String reason, List<Alternative> alternatives, Instant now) {
        return new Settled(request, outcome, reason, now, alternatives, null, null);
    }

    private static RequestExpired expired(Open at, String reason, List<Alternative> alternatives, Elapse command) {
        return new RequestExpired(over(at.request(), Outcome.EXPIRED, reason, alternatives, command.now()));
    }

    /** The same terms for as long again; consent and policy end it as before. */
    private static ContactRenewed renewed(InContact at, Instant now) {
        int times = at.course().times();
        return new ContactRenewed(
                new InContact(
                        at.request(),
                        at.contact().renewed(times),
                        at.reminder(),
                        at.sealedWeChat(),
                        new Renewal(times + 1, null, null, false)),
                now);
    }

    private static RenewalDeclined notRenewed(InContact at, Instant now) {
        return new RenewalDeclined(at.with(new Renewal(at.course().times(), now, null, true)));
    }

    private static PairRejection.ContactSuspended suspended(Suspended at) {
        return new PairRejection.ContactSuspended(
                at.holds().stream().map(Hold::cause).distinct().toList());
    }

    private static boolean holds(Suspended at, Hold.Cause cause, @Nullable String reference) {
        return at.holds().stream().anyMatch(hold -> hold.is(cause, reference));
    }

    /** A hold that is known already changes nothing, unless it is another pause of the doctor. */
    private static Decision<PairEvent, PairRejection> held(Granted at, Hold hold) {
        List<Hold> before = at instanceof Suspended suspended ? suspended.holds() : List.of();
        Optional<Hold> same = before.stream()
                .filter(one -> one.is(hold.cause(), hold.reference()))
                .findFirst();
        if (same.isPresent() && hold.cause() != Hold.Cause.ABSENCE) {
            return accept();
        }
        List<Hold> after = Stream.concat(
                        before.stream().filter(one -> !one.is(hold.cause(), hold.reference())), Stream.of(hold))
                .toList();
        return accept(new ContactSuspended(new Suspended(at.in(), after), hold));
    }

    private static PairEvent lifted(Suspended at, Hold.Cause cause, @Nullable String reference, Instant now) {
        return without(
                at,
                at.holds().stream().filter(hold -> hold.is(cause, reference)).toList(),
                now);
    }

    private static PairEvent without(Suspended at, List<Hold> gone, Instant now) {
        List<Hold> left =
                at.holds().stream().filter(hold -> !gone.contains(hold)).toList();
        return left.isEmpty() ? new ContactResumed(at.in(), now) : new HoldLifted(new Suspended(at.in(), left));
    }

    /** A report that nobody decided in time ends the contact; after the doctor's absence it goes on. */
    private static PairEvent holdOver(Suspended at, Instant now) {
        List<Hold> over = at.holds().stream()
                .filter(hold ->
                        hold.limit().filter(until -> !now.isBefore(until)).isPresent())
                .toList();
        return over.stream().anyMatch(hold -> hold.cause() != Hold.Cause.ABSENCE)
                ? endedForMisuse(at, "report-undecided", null, now)
                : without(at, over, now);
    }

    private static ContactEnded endedForMisuse(Granted at, String reason, @Nullable Instant barredUntil, Instant now) {
        Settled over = ended(at, Contact.EndedBy.MISUSE, reason, List.of(), now).settled();
        return new ContactEnded(barredUntil == null ? over : over.barred(barredUntil));
    }

    private static ContactEnded ended(
            Granted at, Contact.EndedBy by, String reason, List<Alternative> alternatives, Instant now) {
        return new ContactEnded(new Settled(
                at.request(),
                Outcome.ENDED,
                reason,
                now,
                alternatives,
                at.contact().ended(by, now),
                null));
    }
}
