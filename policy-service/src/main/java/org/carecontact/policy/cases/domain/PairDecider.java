package org.carecontact.policy.cases.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.policy.cases.domain.CurrentCase.Closed;
import org.carecontact.policy.cases.domain.CurrentCase.Deferred;
import org.carecontact.policy.cases.domain.CurrentCase.NoCase;
import org.carecontact.policy.cases.domain.CurrentCase.Permitted;
import org.carecontact.policy.cases.domain.CurrentCase.Prechecked;
import org.carecontact.policy.cases.domain.CurrentCase.Watched;
import org.carecontact.policy.cases.domain.PairCommand.CloseCase;
import org.carecontact.policy.cases.domain.PairCommand.ContestSignal;
import org.carecontact.policy.cases.domain.PairCommand.NameParties;
import org.carecontact.policy.cases.domain.PairCommand.NoteAge;
import org.carecontact.policy.cases.domain.PairCommand.NoteConsent;
import org.carecontact.policy.cases.domain.PairCommand.NoteDoctor;
import org.carecontact.policy.cases.domain.PairCommand.NoteEncounter;
import org.carecontact.policy.cases.domain.PairCommand.NoteHandover;
import org.carecontact.policy.cases.domain.PairCommand.NoteSurvivor;
import org.carecontact.policy.cases.domain.PairCommand.Precheck;
import org.carecontact.policy.cases.domain.PairCommand.TimeCame;
import org.carecontact.policy.cases.domain.PairCommand.Watch;
import org.carecontact.policy.cases.domain.PairEvent.AgeNoted;
import org.carecontact.policy.cases.domain.PairEvent.CaseClosed;
import org.carecontact.policy.cases.domain.PairEvent.CaseDecided;
import org.carecontact.policy.cases.domain.PairEvent.CasePrechecked;
import org.carecontact.policy.cases.domain.PairEvent.CaseStillDeferred;
import org.carecontact.policy.cases.domain.PairEvent.EncounterNoted;
import org.carecontact.policy.cases.domain.PairEvent.GroundFoundGone;
import org.carecontact.policy.cases.domain.PairEvent.PartiesNamed;
import org.carecontact.policy.cases.domain.PairEvent.SignalContested;
import org.carecontact.policy.cases.domain.PairEvent.SurvivorNoted;
import org.carecontact.policy.cases.domain.PairEvent.WatchBegun;
import org.carecontact.policy.cases.domain.PairEvent.WatchEnded;
import org.carecontact.policy.cases.domain.PairRejection.AlreadyClosed;
import org.carecontact.policy.cases.domain.PairRejection.AlreadyDecided;
import org.carecontact.policy.cases.domain.PairRejection.AlreadyPrechecked;
import org.carecontact.policy.cases.domain.PairRejection.NotDenied;
import org.carecontact.policy.cases.domain.PairRejection.NotTheCurrentCase;
import org.carecontact.policy.cases.domain.PairRejection.NotWaitingForTheDoctor;
import org.carecontact.policy.cases.domain.PairRejection.NothingDue;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Policy;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Stage;
import org.jspecify.annotations.Nullable;

/** The transition table of a pair; the policy makes the judgement. */
public final class PairDecider implements Decider<PairCommand, Pair, PairEvent, PairRejection> {

    /** For how long a denied case is judged again. */
    static final Duration WATCHED_FOR = Duration.ofDays(90);

    private final Policy policy;

    public PairDecider(Policy policy) {
        this.policy = policy;
    }

    private record Case(CurrentCase current, PairCommand command) {}

    @Override
    public Pair initial() {
        return Pair.UNKNOWN;
    }

    @Override
    public Decision<PairEvent, PairRejection> decide(Pair pair, PairCommand command) {
        return switch (new Case(pair.current(), command)) { // the transition table; never a default
            case Case(var current, Precheck p)
            when p.asked().number() <= current.number() -> reject(new AlreadyPrechecked(current.number()));
            case Case(var _, Precheck p) -> accept(prechecked(pair, p));

            case Case(var _, NoteEncounter(var encounter, var _, var _)) when !pair.isNews(encounter) -> accept();
            case Case(Deferred deferred, NoteEncounter(var encounter, var doctor, var now)) ->
                noted(pair, deferred, encounter, doctor, now);
            case Case(var _, NoteEncounter(var encounter, var _, var _)) -> accept(new EncounterNoted(encounter));

            case Case(var _, NoteHandover(var encounter, var _, var _))
            when !pair.isNews(encounter) || pair.hasFinished(encounter.visit()) -> accept();
            case Case(Deferred deferred, NoteHandover(var encounter, var doctor, var now)) ->
                noted(pair, deferred, encounter, doctor, now);
            case Case(var _, NoteHandover(var encounter, var _, var _)) -> accept(new EncounterNoted(encounter));

            case Case(var current, NoteConsent c)
            when c.number() != current.number() -> reject(new NotTheCurrentCase(current.number()));
            case Case(NoCase(), NoteConsent _) -> reject(new NotTheCurrentCase(0));
            case Case(Prechecked(var before), NoteConsent(var _, var signed, var doctor, var now)) ->
                accept(decided(pair, before.asked(), signed, doctor, now));
            case Case(Deferred(var _, var signed, var _), NoteConsent _) ->
                reject(new AlreadyDecided(signed.sequence()));
            case Case(Permitted(var _, var signed), NoteConsent _) -> reject(new AlreadyDecided(signed.sequence()));
            case Case(Closed _, NoteConsent _) -> reject(new AlreadyClosed());
            case Case(Watched _, NoteConsent _) -> reject(new AlreadyClosed());

            case Case(var current, CloseCase c)
            when c.number() != current.number() -> reject(new NotTheCurrentCase(current.number()));
            case Case(NoCase(), CloseCase _) -> reject(new NotTheCurrentCase(0));
            case Case(Prechecked _, CloseCase(var _, var _, var now)) -> accept(new CaseClosed(now, false));
            case Case(Deferred _, CloseCase(var _, var _, var now)) -> accept(new CaseClosed(now, false));
            case Case(Permitted _, CloseCase(var _, var misused, var now)) -> accept(new CaseClosed(now, misused));
            case Case(Closed _, CloseCase _) -> reject(new AlreadyClosed());
            case Case(Watched _, CloseCase _) -> reject(new AlreadyClosed());

            case Case(var current, Watch w)
            when w.number() != current.number() -> reject(new NotTheCurrentCase(current.number()));
            case Case(NoCase(), Watch _) -> reject(new NotTheCurrentCase(0));
            case Case(Closed(var decided, var _, var _), Watch(var _, var now)) ->
                decided.assessment().outcome() == Outcome.DENY
                        ? accept(new WatchBegun(decided, now.plus(WATCHED_FOR)))
                        : reject(new NotDenied());
            case Case(Watched _, Watch _) -> accept();
            case Case(Prechecked _, Watch _) -> reject(new NotDenied());
            case Case(Deferred _, Watch _) -> reject(new NotDenied());
            case Case(Permitted _, Watch _) -> reject(new NotDenied());

            case Case(Deferred deferred, NoteDoctor(var doctor, var now)) -> noted(pair, deferred, doctor, now);
            case Case(NoCase(), NoteDoctor _) -> reject(new NotWaitingForTheDoctor());
            case Case(Prechecked _, NoteDoctor _) -> reject(new NotWaitingForTheDoctor());
            case Case(Permitted _, NoteDoctor _) -> reject(new NotWaitingForTheDoctor());
            case Case(Closed _, NoteDoctor _) -> reject(new NotWaitingForTheDoctor());

            case Case(Watched watched, NoteDoctor(var doctor, var now)) ->
                wouldPass(pair, watched, doctor, now) ? accept(new GroundFoundGone(watched.decided(), now)) : accept();

            case Case(Watched watched, TimeCame(var now)) ->
                now.isBefore(watched.until()) ? reject(new NothingDue()) : accept(new WatchEnded(watched.decided()));
            case Case(Deferred deferred, TimeCame(var now)) -> later(pair, deferred, now);
            case Case(NoCase(), TimeCame _) -> reject(new NothingDue());
            case Case(Prechecked _, TimeCame _) -> reject(new NothingDue());
            case Case(Permitted _, TimeCame _) -> reject(new NothingDue());
            case Case(Closed _, TimeCame _) -> reject(new NothingDue());

            case Case(var _, NameParties(var parties)) when parties.equals(pair.parties()) -> accept();
            case Case(var _, NameParties(var parties)) -> accept(new PartiesNamed(parties));

            case Case(var _, NoteAge(var band)) when band == pair.age() -> accept();
            case Case(var _, NoteAge(var band)) -> accept(new AgeNoted(band));

            case Case(var _, NoteSurvivor(var survivor)) when survivor.equals(pair.survivor()) -> accept();
            case Case(var _, NoteSurvivor(var survivor)) -> accept(new SurvivorNoted(survivor));

            case Case(var _, ContestSignal(var signal)) -> accept(new SignalContested(signal));
        };
    }

    @Override
    public Pair evolve(Pair pair, PairEvent event) {
        return switch (event) {
            case EncounterNoted(var encounter) -> pair.with(encounter);
            case CasePrechecked(var decided) ->
                pair.followedBy(
                        decided.assessment().outcome() == Outcome.DENY
                                ? new Closed(decided, false, null)
                                : new Prechecked(decided));
            case CaseDecided(var decided, var signed) ->
                pair.with(
                        switch (decided.assessment().outcome()) {
                            case PERMIT -> new Permitted(decided, signed);
                            case DEFER -> Deferred.of(decided, signed);
                            case DENY -> new Closed(decided, false, null);
                        });
            case CaseStillDeferred(var decided, var signed) -> pair.with(Deferred.of(decided, signed));
            case CaseClosed(var at, var misused) ->
                pair.with(
                        switch (pair.current()) {
                            case NoCase none -> none;
                            case Prechecked(var decided) -> new Closed(decided, misused, at);
                            case Deferred(var decided, var _, var _) -> new Closed(decided, misused, at);
                            case Permitted(var decided, var _) -> new Closed(decided, misused, at);
                            case Closed closed -> closed;
                            case Watched watched -> watched;
                        });
            case WatchBegun(var decided, var until) ->
                pair.with(new Watched(decided, decided.asked().doctor(), until));
            case GroundFoundGone(var decided, var _) -> pair.with(new Closed(decided, false, null));
            case WatchEnded(var decided) -> pair.with(new Closed(decided, false, null));
            case PartiesNamed(var parties) -> pair.of(parties);
            case AgeNoted(var band) -> pair.aged(band);
            case SurvivorNoted(var survivor) -> pair.carriedTo(survivor);
            case SignalContested(var signal) -> pair.contesting(signal);
        };
    }

    /** An end that a deferred case waits for decides it in the same write, so no wake-up can be lost in between. */
    private Decision<PairEvent, PairRejection> noted(
            Pair pair, Deferred deferred, Encounter encounter, DoctorFacts doctor, Instant now) {
        EncounterNoted noted = new EncounterNoted(encounter);
        CaseDecided again = decided(evolve(pair, noted), deferred.decided().asked(), deferred.signed(), doctor, now);
        return waitsOn(deferred, again) ? accept(noted) : accept(noted, again);
    }

    /** Decides again after a change about the doctor, unless the case rests on these facts already. */
    private Decision<PairEvent, PairRejection> noted(Pair pair, Deferred deferred, DoctorFacts doctor, Instant now) {
        if (deferred.awaitedDoctor() == null) {
            return reject(new NotWaitingForTheDoctor());
        }
        if (doctor.equals(deferred.decided().facts().doctor())) {
            return accept();
        }
        CaseDecided again = decided(pair, deferred.decided().asked(), deferred.signed(), doctor, now);
        return accept(waitsOn(deferred, again) ? new CaseStillDeferred(again.decided(), again.signed()) : again);
    }

    /** As if the same were asked, and signed, now. */
    private boolean wouldPass(Pair pair, Watched watched, DoctorFacts doctor, Instant now) {
        Asked again = watched.decided().asked().again(now);
        Assessment before =
                judged(pair, Stage.PRECHECK, again, null, doctor, now).assessment();
        Signed signed = new Signed(0, before.signer(), before.papers());
        return before.outcome() != Outcome.DENY
                && judged(pair, Stage.DECISION, again, signed, doctor, now)
                                .assessment()
                                .outcome()
                        != Outcome.DENY;
    }

    private static boolean waitsOn(Deferred deferred, CaseDecided again) {
        Assessment before = deferred.decided().assessment();
        Assessment now = again.decided().assessment();
        return now.outcome() == Outcome.DEFER
                && now.waitsFor() == before.waitsFor()
                && Objects.equals(now.decideAgainAt(), before.decideAgainAt());
    }

    /** Only time has passed: the doctor's facts are the last known ones. */
    private Decision<PairEvent, PairRejection> later(Pair pair, Deferred deferred, Instant now) {
        Instant due = deferred.decided().assessment().decideAgainAt();
        if (due == null || now.isBefore(due)) {
            return reject(new NothingDue());
        }
        Decided before = deferred.decided();
        return accept(
                decided(pair, before.asked(), deferred.signed(), before.facts().doctor(), now));
    }

    private CasePrechecked prechecked(Pair pair, Precheck command) {
        return new CasePrechecked(judged(pair, Stage.PRECHECK, command.asked(), null, command.doctor(), command.now()));
    }

    private CaseDecided decided(Pair pair, Asked asked, Signed signed, DoctorFacts doctor, Instant now) {
        return new CaseDecided(judged(pair, Stage.DECISION, asked, signed, doctor, now), signed);
    }

    private Decided judged(
            Pair pair, Stage stage, Asked asked, @Nullable Signed signed, DoctorFacts doctor, Instant now) {
        Facts facts = Facts.of(stage, asked, pair.encounters(), doctor, signed, pair.history(asked, now), now);
        return new Decided(facts, policy.assess(facts));
    }
}
