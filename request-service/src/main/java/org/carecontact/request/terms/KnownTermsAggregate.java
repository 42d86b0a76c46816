package org.carecontact.request.terms;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.request.terms.domain.KnownTerms;
import org.carecontact.request.terms.domain.TermsHeard;
import org.carecontact.request.terms.domain.TermsHeardDecider;
import org.carecontact.request.terms.domain.TermsHeardRejection;
import org.carecontact.schemas.ids.DoctorId;

/** Stores one document per hospital with terms of its own and one per doctor who signed; publishes nothing. */
final class KnownTermsAggregate implements Aggregate<TermsHeard, KnownTerms, TermsHeard, TermsHeardRejection> {

    private final TermsHeardDecider decider = new TermsHeardDecider();

    /** The id of what a doctor signed; a hospital's own terms have the hospital's. */
    static String id(String hospital, DoctorId doctor) {
        return hospital + ":" + doctor.encoded();
    }

    @Override
    public String collection() {
        return "known-terms";
    }

    @Override
    public Class<KnownTerms> stateType() {
        return KnownTerms.class;
    }

    @Override
    public Decider<TermsHeard, KnownTerms, TermsHeard, TermsHeardRejection> decider() {
        return decider;
    }
}
