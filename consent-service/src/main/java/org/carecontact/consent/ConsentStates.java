package org.carecontact.consent;

import org.carecontact.consent.domain.Consent;
import org.carecontact.consent.domain.Consent.Known;

/** The names of a consent's states towards people. */
final class ConsentStates {

    private ConsentStates() {}

    static String name(Known known) {
        return switch (known) {
            case Consent.Asked _ -> "ASKED";
            case Consent.Signed _ -> "SIGNED";
            case Consent.Refused _ -> "REFUSED";
            case Consent.Withdrawn _ -> "WITHDRAWN";
            case Consent.Lapsed _ -> "LAPSED";
            case Consent.Expired _ -> "EXPIRED";
            case Consent.Closed _ -> "CLOSED";
        };
    }
}
