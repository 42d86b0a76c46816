package org.carecontact.policy.domain;

import static org.carecontact.decider.Decision.accept;
import static org.carecontact.decider.Decision.reject;

import java.time.Instant;
import org.carecontact.decider.Decider;
import org.carecontact.decider.Decision;
import org.carecontact.policy.domain.CurrentCase.Closed;
import org.carecontact.policy.domain.CurrentCase.Deferred;
import org.carecontact.policy.domain.CurrentCase.NoCase;
import org.carecontact.policy.domain.CurrentCase.Permitted;
import org.carecontact.policy.domain.CurrentCase.Prechecked;
import org.carecontact.policy.domain.PairCommand.CloseCase;
import org.carecontact.policy.domain.PairCommand.NoteConsent;
import org.carecontact.policy.domain.PairCommand.NoteEncounter;
import org.carecontact.policy.domain.PairCommand.Precheck;
import org.carecontact.policy.domain.PairEvent.CaseClosed;
import org.carecontact.policy.domain.PairEvent.CaseDecided;
import org.carecontact.policy.domain.PairEvent.CasePrechecked;
import org.carecontact.policy.domain.PairEvent.EncounterNoted;
import org.carecontact.policy.domain.PairRejection.AlreadyClosed;
import org.carecontact.policy.domain.PairRejection.AlreadyDecided;
import org.carecontact.policy.domain.PairRejection.AlreadyPrechecked;
import org.carecontact.policy.domain.PairRejection.NotTheCurrentCase;

/** The transition table of a pair; what is right is the policy's to say. */
public final class Pairing implements Decider<PairCommand, Pair, PairEvent, PairRejection> {

    private final Policy policy;

    public Pairing(Policy policy) {
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
            case Case(Deferred deferred, NoteEncounter n) -> noted(pair, deferred, n);
            case Case(var _, NoteEncounter(var encounter, var _, var _)) -> accept(new EncounterNoted(encounter));

            case Case(var current, NoteConsent c)
            when c.number() != current.number() -> reject(new NotTheCurrentCase(current.number()));
            case Case(NoCase(), NoteConsent _) -> reject(new NotTheCurrentCase(0));
            case Case(Prechecked(var asked, var _, var _), NoteConsent(var _, var signed, var doctor, var now)) ->
                accept(decided(pair, asked, signed, doctor, now));
            case Case(Deferred(var _, var signed, var _, var _), NoteConsent _) ->
                reject(new AlreadyDecided(signed.sequence()));
            case Case(Permitted(var _, var signed, var _, var _), NoteConsent _) ->
                reject(new AlreadyDecided(signed.sequence()));
            case Case(Closed _, NoteConsent _) -> reject(new AlreadyClosed());

            case Case(var current, CloseCase c)
            when c.number() != current.number() -> reject(new NotTheCurrentCase(current.number()));
            case Case(NoCase(), CloseCase _) -> reject(new NotTheCurrentCase(0));
            case Case(Prechecked _, CloseCase(var _, var now)) -> accept(new CaseClosed(now));
            case Case(Deferred _, CloseCase(var _, var now)) -> accept(new CaseClosed(now));
            case Case(Permitted _, CloseCase(var _, var now)) -> accept(new CaseClosed(now));
            case Case(Closed _, CloseCase _) -> reject(new AlreadyClosed());
        };
    }

    @Override
    public Pair evolve(Pair pair, PairEvent event) {
        return switch (event) {
            case EncounterNoted(var encounter) -> pair.with(encounter);
            case CasePrechecked(var asked, var assessment, var at) ->
                pair.followedBy(
                        assessment.outcome() == Outcome.DENY
                                ? new Closed(asked, assessment, at)
                                : new Prechecked(asked, assessment, at));
            case CaseDecided(var asked, var signed, var assessment, var at) ->
                pair.with(
                        switch (assessment.outcome()) {
                            case PERMIT -> new Permitted(asked, signed, assessment, at);
                            case DEFER -> new Deferred(asked, signed, assessment, at);
                            case DENY -> new Closed(asked, assessment, at);
                        });
            case CaseClosed _ ->
                pair.with(
                        switch (pair.current()) {
                            case NoCase none -> none;
                            case Prechecked(var asked, var assessment, var at) -> new Closed(asked, assessment, at);
                            case Deferred(var asked, var _, var assessment, var at) ->
                                new Closed(asked, assessment, at);
                            case Permitted(var asked, var _, var assessment, var at) ->
                                new Closed(asked, assessment, at);
                            case Closed closed -> closed;
                        });
        };
    }

    /** An end that a deferred case waits for decides it in the same write, so no wake-up can be lost in between. */
    private Decision<PairEvent, PairRejection> noted(Pair pair, Deferred deferred, NoteEncounter command) {
        EncounterNoted noted = new EncounterNoted(command.encounter());
        CaseDecided again =
                decided(evolve(pair, noted), deferred.asked(), deferred.signed(), command.doctor(), command.now());
        return again.assessment().outcome() == Outcome.DEFER ? accept(noted) : accept(noted, again);
    }

    private CasePrechecked prechecked(Pair pair, Precheck command) {
        Facts facts =
                Facts.of(Stage.PRECHECK, command.asked(), pair.encounters(), command.doctor(), null, command.now());
        return new CasePrechecked(command.asked(), policy.assess(facts), command.now());
    }

    private CaseDecided decided(Pair pair, Asked asked, Signed signed, DoctorFacts doctor, Instant now) {
        Facts facts = Facts.of(Stage.DECISION, asked, pair.encounters(), doctor, signed, now);
        return new CaseDecided(asked, signed, policy.assess(facts), now);
    }
}
