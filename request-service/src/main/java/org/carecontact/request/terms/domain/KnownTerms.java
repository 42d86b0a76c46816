package org.carecontact.request.terms.domain;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.request.terms.domain.TermsHeard.Signed;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a hospital's own terms, or of a doctor's signature.
 *
 * @param inForce the hash of each wording that the hospital activated, by its language
 * @param signed the doctor's newest signature; null without one
 */
public record KnownTerms(
        Map<String, String> inForce, @Nullable Signed signed) {

    /** The terms that come with the product, for a hospital that has activated none of its own. */
    private static final String SHIPPED = "default-doctor-terms";

    public KnownTerms {
        inForce = Map.copyOf(inForce);
    }

    /** Returns whether a doctor's signature covers what this hospital has in force. */
    public boolean coveredBy(KnownTerms doctor, Instant now) {
        Signed signature = doctor.signed();
        if (signature == null || !now.isBefore(signature.validUntil())) {
            return false;
        }
        return inForce.isEmpty()
                ? signature.form().equals(SHIPPED)
                : signature.sha256().equals(inForce.get(signature.language()));
    }

    KnownTerms with(TermsHeard heard) {
        return switch (heard) {
            case Signed signature -> new KnownTerms(inForce, signature);
            case TermsHeard.Activated(var language, var sha256) ->
                new KnownTerms(
                        Stream.concat(inForce.entrySet().stream(), Stream.of(Map.entry(language, sha256)))
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, Map.Entry::getValue, (_, newest) -> newest)),
                        signed);
        };
    }
}
