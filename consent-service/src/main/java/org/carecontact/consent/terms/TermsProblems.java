package org.carecontact.consent.terms;

import org.carecontact.consent.terms.domain.TermsRejection;
import org.carecontact.kernel.web.Problem;

/** Turns the rejections of a doctor's signature into problems. */
final class TermsProblems {

    private TermsProblems() {}

    static Problem of(TermsRejection rejection) {
        return switch (rejection) {
            case TermsRejection.ViewingTooOld() -> Problem.of("viewing-too-old").field("viewing");
            case TermsRejection.TermsChanged() -> Problem.of("forms-changed").field("viewing");
            case TermsRejection.NotConfirmed(var missing) ->
                Problem.of("not-confirmed")
                        .with("sections", String.join(", ", missing))
                        .field("confirmations");
            case TermsRejection.AlreadySigned(var at) ->
                Problem.of("terms-already-signed").with("at", at);
        };
    }
}
