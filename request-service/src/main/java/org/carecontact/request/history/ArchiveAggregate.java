package org.carecontact.request.history;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.request.history.domain.ArchiveDecider;
import org.carecontact.request.history.domain.ArchivedRequest;
import org.carecontact.request.pairs.domain.Pair.Settled;
import org.carecontact.request.pairs.domain.PairRejection;

/** Stores one document per request that was replaced by a newer one, under the request's id; publishes nothing. */
final class ArchiveAggregate implements Aggregate<Settled, ArchivedRequest, Settled, PairRejection> {

    private final ArchiveDecider decider = new ArchiveDecider();

    @Override
    public String collection() {
        return "archived-requests";
    }

    @Override
    public Class<ArchivedRequest> stateType() {
        return ArchivedRequest.class;
    }

    @Override
    public Decider<Settled, ArchivedRequest, Settled, PairRejection> decider() {
        return decider;
    }
}
