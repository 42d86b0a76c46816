package org.carecontact.request.history.domain;

import static org.carecontact.kernel.decider.Decision.accept;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.pairs.domain.Pair.Settled;
import org.carecontact.request.pairs.domain.PairRejection;

/** A request is archived once and never changes again: whoever repeats it after a crash changes nothing. */
public final class ArchiveDecider implements Decider<Settled, ArchivedRequest, Settled, PairRejection> {

    @Override
    public ArchivedRequest initial() {
        return new ArchivedRequest(null);
    }

    @Override
    public Decision<Settled, PairRejection> decide(ArchivedRequest archived, Settled settled) {
        return archived.settled() == null ? accept(settled) : accept();
    }

    @Override
    public ArchivedRequest evolve(ArchivedRequest archived, Settled settled) {
        return new ArchivedRequest(settled);
    }
}
