package org.carecontact.notification.correspondence.domain;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The subject of a notice, and the facts that make it pointless: nothing is sent about a withdrawn request. */
public enum NoticeKind {
    CONSENT_ASKED(
            CaseFact.SIGNED,
            CaseFact.CONSENT_OVER,
            CaseFact.GRANTED,
            CaseFact.SETTLED,
            CaseFact.WITHDRAWN,
            CaseFact.CONTACT_OVER),
    SIGNING_CODE(
            CaseFact.SIGNED,
            CaseFact.CONSENT_OVER,
            CaseFact.GRANTED,
            CaseFact.SETTLED,
            CaseFact.WITHDRAWN,
            CaseFact.CONTACT_OVER),
    DOCTOR_ASKED(CaseFact.CONSENT_OVER, CaseFact.GRANTED, CaseFact.SETTLED, CaseFact.WITHDRAWN, CaseFact.CONTACT_OVER),
    CONTACT_GRANTED(CaseFact.CONSENT_OVER, CaseFact.WITHDRAWN, CaseFact.CONTACT_OVER),
    REQUEST_REDIRECTED(CaseFact.WITHDRAWN),
    REQUEST_DECLINED(CaseFact.WITHDRAWN),
    REQUEST_EXPIRED(CaseFact.WITHDRAWN),
    /** What the rules turned back may be asked again; who wished to be told is told. */
    ASK_AGAIN_POSSIBLE,
    /** Another request or contact of the same patient and doctor stays; nothing makes it pointless. */
    REQUEST_MERGED,
    CONTACT_ENDED,
    /** Reminds the patient's side of what the contact's sides agreed to (K5), one per issue. */
    CONTACT_REMINDER(CaseFact.CONSENT_OVER, CaseFact.WITHDRAWN, CaseFact.CONTACT_OVER),
    /** Asks the signer of a contact's consent to sign once more, one per question. */
    CONSENT_RENEWAL_DUE(CaseFact.SIGNED, CaseFact.CONSENT_OVER, CaseFact.WITHDRAWN, CaseFact.CONTACT_OVER),
    /** A contact can be renewed, is to be, or was or was not; one per issue. */
    CONTACT_RENEWAL(CaseFact.CONSENT_OVER, CaseFact.WITHDRAWN, CaseFact.CONTACT_OVER),
    /** Nobody can use the contact for now; one per issue. */
    CONTACT_SUSPENDED(CaseFact.CONSENT_OVER, CaseFact.WITHDRAWN, CaseFact.CONTACT_OVER),
    /** The contact can be used again; one per issue. */
    CONTACT_RESUMED(CaseFact.CONSENT_OVER, CaseFact.WITHDRAWN, CaseFact.CONTACT_OVER),
    /** A report of misuse was decided; one per issue, for each side. */
    REPORT_DECIDED,
    /** Tells the patient that a family member asked in the patient's name; nothing makes it pointless. */
    FAMILY_ASKED,
    /** Tells the patient that a family member signed for the patient; nothing makes it pointless. */
    FAMILY_SIGNED;

    private final Set<CaseFact> pointlessAfter;

    NoticeKind(CaseFact... pointlessAfter) {
        this.pointlessAfter = EnumSet.noneOf(CaseFact.class);
        for (CaseFact fact : pointlessAfter) {
            this.pointlessAfter.add(fact);
        }
    }

    /** Returns whether it tells the patient about an act of a family member. */
    public boolean isAboutFamily() {
        return this == FAMILY_ASKED || this == FAMILY_SIGNED;
    }

    /** Returns whether a sent notice needs no event of its own: the request's next event covers it. */
    public boolean isToldWithTheNext() {
        return this == SIGNING_CODE || isAboutFamily();
    }

    /** Returns whether somebody waits for it now, at any hour. */
    public boolean isUrgent() {
        return this == SIGNING_CODE;
    }

    /**
     * Returns whether it is sent once more when nobody can tell whether it was sent: without it a request stands still,
     * or a person would not know what was done in the person's name. A code is never sent twice.
     */
    public boolean isImportant() {
        return switch (this) {
            case CONSENT_ASKED,
                    CONSENT_RENEWAL_DUE,
                    DOCTOR_ASKED,
                    CONTACT_GRANTED,
                    CONTACT_SUSPENDED,
                    CONTACT_ENDED,
                    REPORT_DECIDED,
                    FAMILY_ASKED,
                    FAMILY_SIGNED -> true;
            case SIGNING_CODE,
                    CONTACT_REMINDER,
                    CONTACT_RENEWAL,
                    CONTACT_RESUMED,
                    REQUEST_REDIRECTED,
                    REQUEST_DECLINED,
                    REQUEST_EXPIRED,
                    ASK_AGAIN_POSSIBLE,
                    REQUEST_MERGED -> false;
        };
    }

    /** Returns the first of the facts that makes such a notice pointless. */
    public Optional<CaseFact> pointlessAfter(Set<CaseFact> facts) {
        return facts.stream().filter(pointlessAfter::contains).sorted().findFirst();
    }
}
