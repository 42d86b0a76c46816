package org.carecontact.policy.cases;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.policy.cases.domain.CurrentCase.Closed;
import org.carecontact.policy.cases.domain.CurrentCase.Deferred;
import org.carecontact.policy.cases.domain.CurrentCase.NoCase;
import org.carecontact.policy.cases.domain.CurrentCase.Permitted;
import org.carecontact.policy.cases.domain.CurrentCase.Prechecked;
import org.carecontact.policy.cases.domain.CurrentCase.Watched;
import org.carecontact.policy.cases.domain.Decided;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairCommand.TimeCame;
import org.carecontact.policy.cases.domain.PairDecider;
import org.carecontact.policy.cases.domain.PairEvent;
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
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.rules.domain.Policy;
import org.carecontact.schemas.Topics;
import org.springframework.stereotype.Component;

/** Stores pairs as documents; every decision goes to carecontact.decisions. */
@Component
final class PairAggregate implements Aggregate<PairCommand, Pair, PairEvent, PairRejection> {

    private final PairDecider decider;

    public PairAggregate(Policy policy) {
        decider = new PairDecider(policy);
    }

    @Override
    public String collection() {
        return "pairs";
    }

    @Override
    public Class<Pair> stateType() {
        return Pair.class;
    }

    @Override
    public Decider<PairCommand, Pair, PairEvent, PairRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(PairEvent event, Pair after) {
        return switch (event) {
            case CasePrechecked(var decided) ->
                Optional.of(new Outgoing(
                        Topics.DECISIONS, key(decided), new PolicyPrechecked(AssessmentMapper.of(decided, null))));
            case CaseDecided(var decided, var signed) ->
                Optional.of(new Outgoing(
                        Topics.DECISIONS,
                        key(decided),
                        new PolicyDecided(AssessmentMapper.of(decided, signed.sequence()))));
            case GroundFoundGone(var decided, var at) ->
                Optional.of(new Outgoing(Topics.DECISIONS, key(decided), AssessmentMapper.gone(decided, at)));
            case CaseStillDeferred _,
                    WatchBegun _,
                    WatchEnded _,
                    EncounterNoted _,
                    PartiesNamed _,
                    AgeNoted _,
                    SurvivorNoted _,
                    CaseClosed _,
                    SignalContested _ -> Optional.empty();
        };
    }

    /** Only for cases put off to a known moment, and those that are watched; request-service and consent-service limit all other waits. */
    @Override
    public Optional<Due> due(Pair state) {
        return switch (state.current()) {
            case Deferred(var decided, var _, var _) ->
                Optional.ofNullable(decided.assessment().decideAgainAt()).map(at -> new Due(at, "again"));
            case Watched(var _, var _, var until) -> Optional.of(new Due(until, "again"));
            case NoCase _, Prechecked _, Permitted _, Closed _ -> Optional.empty();
        };
    }

    @Override
    public PairCommand elapsed(String dueKind, Instant now) {
        return new TimeCame(now);
    }

    private static String key(Decided decided) {
        return decided.asked().request().pair().value();
    }
}
