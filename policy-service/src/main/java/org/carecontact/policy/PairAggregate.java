package org.carecontact.policy;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.decider.Decider;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.messaging.Aggregate;
import org.carecontact.messaging.Due;
import org.carecontact.messaging.Outgoing;
import org.carecontact.messaging.Pairs;
import org.carecontact.policy.domain.Asked;
import org.carecontact.policy.domain.Pair;
import org.carecontact.policy.domain.PairCommand;
import org.carecontact.policy.domain.PairEvent;
import org.carecontact.policy.domain.PairEvent.CaseClosed;
import org.carecontact.policy.domain.PairEvent.CaseDecided;
import org.carecontact.policy.domain.PairEvent.CasePrechecked;
import org.carecontact.policy.domain.PairEvent.EncounterNoted;
import org.carecontact.policy.domain.PairRejection;
import org.carecontact.policy.domain.Pairing;
import org.carecontact.policy.domain.Policy;
import org.springframework.stereotype.Component;

/** Pairs as documents; every decision goes to carecontact.decisions. */
@Component
final class PairAggregate implements Aggregate<PairCommand, Pair, PairEvent, PairRejection> {

    private static final String DECISIONS = "carecontact.decisions";

    private final Pairing pairing;

    PairAggregate(Policy policy) {
        pairing = new Pairing(policy);
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
        return pairing;
    }

    @Override
    public Optional<Outgoing> publish(PairEvent event, Pair after) {
        return switch (event) {
            case CasePrechecked(var asked, var assessment, var at) ->
                Optional.of(new Outgoing(
                        DECISIONS, key(asked), new PolicyPrechecked(Published.of(asked, assessment, null, at))));
            case CaseDecided(var asked, var signed, var assessment, var at) ->
                Optional.of(new Outgoing(
                        DECISIONS,
                        key(asked),
                        new PolicyDecided(Published.of(asked, assessment, signed.sequence(), at))));
            case EncounterNoted _, CaseClosed _ -> Optional.empty();
        };
    }

    /** None: how long a case may wait is the request's and the consent's to say, and their end closes it here. */
    @Override
    public Optional<Due> due(Pair state) {
        return Optional.empty();
    }

    @Override
    public PairCommand elapsed(String dueKind, Instant now) {
        throw new IllegalStateException("a pair has no time limits");
    }

    private static String key(Asked asked) {
        return Pairs.ofRequest(asked.request());
    }
}
