package org.carecontact.request.terms;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.terms.domain.KnownTerms;
import org.carecontact.request.terms.domain.TermsHeard;
import org.carecontact.request.terms.domain.TermsHeardDecider;
import org.carecontact.request.terms.domain.TermsHeardRejection;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Knows, as far as consent-service has told, which doctors signed the terms in force. */
@Component
public final class SignedTerms {

    private final Documents<TermsHeard, KnownTerms, TermsHeard, TermsHeardRejection> documents;
    private final Clock clock;

    SignedTerms(Documents<TermsHeard, KnownTerms, TermsHeard, TermsHeardRejection> documents, Kernel kernel) {
        this.documents = documents;
        this.clock = kernel.clock();
    }

    /** Returns whether the doctor has; what was not heard yet counts as no. */
    public boolean by(String hospital, DoctorId doctor) {
        String id = KnownTermsAggregate.id(hospital, doctor);
        Map<String, Stored<KnownTerms>> known = documents.findAll(hospital, List.of(hospital, id));
        return of(known.get(hospital)).coveredBy(of(known.get(id)), clock.instant());
    }

    private static KnownTerms of(@Nullable Stored<KnownTerms> stored) {
        return stored == null ? new TermsHeardDecider().initial() : stored.state();
    }
}
