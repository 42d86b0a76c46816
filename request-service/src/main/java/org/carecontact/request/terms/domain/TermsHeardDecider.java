package org.carecontact.request.terms.domain;

import java.util.Map;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** The last word about a signature or a wording counts; the same word again changes nothing. */
public final class TermsHeardDecider implements Decider<TermsHeard, KnownTerms, TermsHeard, TermsHeardRejection> {

    @Override
    public KnownTerms initial() {
        return new KnownTerms(Map.of(), null);
    }

    @Override
    public Decision<TermsHeard, TermsHeardRejection> decide(KnownTerms known, TermsHeard heard) {
        return known.with(heard).equals(known) ? Decision.accept() : Decision.accept(heard);
    }

    @Override
    public KnownTerms evolve(KnownTerms known, TermsHeard heard) {
        return known.with(heard);
    }
}
