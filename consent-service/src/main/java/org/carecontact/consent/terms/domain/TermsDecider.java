package org.carecontact.consent.terms.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.consent.terms.domain.DoctorTerms.Signed;
import org.carecontact.consent.terms.domain.DoctorTerms.Unsigned;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** Decides when a doctor can sign the terms: what was just shown, whole, and once. */
public final class TermsDecider implements Decider<SignTerms, DoctorTerms, TermsSigned, TermsRejection> {

    /** The time for which terms can be signed after they were shown. */
    public static final Duration VIEWING_HOLDS = Duration.ofHours(1);

    @Override
    public DoctorTerms initial() {
        return new Unsigned();
    }

    @Override
    public Decision<TermsSigned, TermsRejection> decide(DoctorTerms terms, SignTerms command) {
        TermsSignature signature = command.signature();
        if (command.now().isAfter(signature.shownAt().plus(VIEWING_HOLDS))) {
            return reject(new TermsRejection.ViewingTooOld());
        }
        if (!command.active()) {
            return reject(new TermsRejection.TermsChanged());
        }
        Optional<TermsSignature> before = terms.covering(signature.document().sha256(), command.now());
        if (before.isPresent()) {
            return reject(new TermsRejection.AlreadySigned(before.get().signedAt()));
        }
        List<String> missing = signature.confirmations().stream()
                .filter(section -> !command.confirmations().contains(section))
                .toList();
        return missing.isEmpty()
                ? accept(new TermsSigned(command.hospital(), command.doctor(), signature))
                : reject(new TermsRejection.NotConfirmed(missing));
    }

    @Override
    public DoctorTerms evolve(DoctorTerms terms, TermsSigned event) {
        return new Signed(
                event.hospital(),
                event.doctor(),
                Stream.concat(terms.signatures().stream(), Stream.of(event.signature()))
                        .toList());
    }
}
