package org.carecontact.request.pairs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.request.pairs.domain.Limits;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairDecider;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.TimeLimit;
import org.carecontact.request.quotas.Places;
import org.carecontact.schemas.Topics;

/** Stores one document per pair; the pair's id is the document's id and the key of every event about the pair. */
final class PairAggregate implements Aggregate<PairCommand, Pair, PairEvent, PairRejection> {

    private final PairDecider decider;

    public PairAggregate(Limits limits) {
        decider = new PairDecider(limits);
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
        if (!(after instanceof Pair.Known known)) {
            return Optional.empty(); // a carried pair was noted where nobody asked yet
        }
        return RequestEventMapper.of(event, known)
                .map(payload -> new Outgoing(
                        Topics.REQUESTS, known.request().id().pair().toString(), payload));
    }

    @Override
    public Optional<PairRejection> taken() {
        return Optional.of(new PairRejection.PlaceTaken());
    }

    @Override
    public Map<String, Object> sought(Pair pair) {
        return Places.sought(pair);
    }

    @Override
    public Optional<Due> due(Pair pair) {
        return pair.timeLimit().map(limit -> new Due(limit.until(), limit.kind().name()));
    }

    @Override
    public PairCommand elapsed(String dueKind, Instant now) {
        return new PairCommand.Elapse(TimeLimit.Kind.valueOf(dueKind), now);
    }
}
