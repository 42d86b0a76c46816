package org.carecontact.notification.domain;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a notice is about, and what makes it pointless: nothing is sent for what has been withdrawn. */
public enum Kind {
    CONSENT_ASKED(Fact.SIGNED, Fact.CONSENT_OVER, Fact.GRANTED, Fact.SETTLED, Fact.WITHDRAWN, Fact.CONTACT_OVER),
    SIGNING_CODE(Fact.SIGNED, Fact.CONSENT_OVER, Fact.GRANTED, Fact.SETTLED, Fact.WITHDRAWN, Fact.CONTACT_OVER),
    DOCTOR_ASKED(Fact.CONSENT_OVER, Fact.GRANTED, Fact.SETTLED, Fact.WITHDRAWN, Fact.CONTACT_OVER),
    CONTACT_GRANTED(Fact.CONSENT_OVER, Fact.WITHDRAWN, Fact.CONTACT_OVER),
    REQUEST_REDIRECTED(Fact.WITHDRAWN),
    REQUEST_DECLINED(Fact.WITHDRAWN),
    REQUEST_EXPIRED(Fact.WITHDRAWN),
    CONTACT_ENDED;

    private final Set<Fact> pointlessAfter;

    Kind(Fact... pointlessAfter) {
        this.pointlessAfter = EnumSet.noneOf(Fact.class);
        for (Fact fact : pointlessAfter) {
            this.pointlessAfter.add(fact);
        }
    }

    /** The first of the facts that makes such a notice pointless. */
    public Optional<Fact> pointlessAfter(Set<Fact> facts) {
        return facts.stream().filter(pointlessAfter::contains).sorted().findFirst();
    }
}
