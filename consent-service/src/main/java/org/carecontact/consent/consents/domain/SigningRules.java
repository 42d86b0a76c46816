package org.carecontact.consent.consents.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.consent.consents.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeIssued;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeMissed;
import org.carecontact.consent.consents.domain.ConsentRejection.AnotherSigner;
import org.carecontact.consent.consents.domain.ConsentRejection.CodeExhausted;
import org.carecontact.consent.consents.domain.ConsentRejection.CodeExpired;
import org.carecontact.consent.consents.domain.ConsentRejection.FormsChanged;
import org.carecontact.consent.consents.domain.ConsentRejection.LockedOut;
import org.carecontact.consent.consents.domain.ConsentRejection.NoCodeIssued;
import org.carecontact.consent.consents.domain.ConsentRejection.NoSeparateConsent;
import org.carecontact.consent.consents.domain.ConsentRejection.NotConfirmed;
import org.carecontact.consent.consents.domain.ConsentRejection.TooLate;
import org.carecontact.consent.consents.domain.ConsentRejection.ViewingTooOld;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.kernel.decider.Decision;

/** Decides about codes and signatures, of the first question and of later ones alike. */
final class SigningRules {

    private SigningRules() {}

    static Decision<ConsentEvent, ConsentRejection> issue(Matter matter, Question question, IssueCode issue) {
        Optional<ConsentRejection> notNow = notNow(matter, question, issue.as(), issue.viewing(), issue.now());
        if (notNow.isPresent()) {
            return reject(notNow.get());
        }
        List<Instant> lastHour = question.lastHour(issue.now());
        if (lastHour.size() >= ConsentDecider.CODES_AN_HOUR) {
            return reject(new LockedOut(lastHour.getFirst().plus(Duration.ofHours(1))));
        }
        SigningCode code = new SigningCode(
                issue.code().salt(),
                issue.code().hash(),
                question.nextIssue(),
                issue.code().expiresAt(),
                0,
                issue.viewing().documents());
        Served served = Served.once(
                issue.viewing().documents(),
                issue.as(),
                issue.relation(),
                issue.viewing().shownAt());
        return accept(new SigningCodeIssued(code, issue.code().sealed(), served, issue.now()));
    }

    static Decision<ConsentEvent, ConsentRejection> sign(
            Matter matter, Question question, SignConsent sign, ConsentEvent signed) {
        Optional<ConsentRejection> notNow = notNow(matter, question, sign.as(), sign.viewing(), sign.now());
        if (notNow.isPresent()) {
            return reject(notNow.get());
        }
        List<String> missing = sign.signature().confirmations().stream()
                .filter(section -> !sign.confirmations().contains(section))
                .toList();
        if (!missing.isEmpty()) {
            return reject(new NotConfirmed(missing));
        }
        if (!sign.separateConsent()) {
            return reject(new NoSeparateConsent());
        }
        SigningCode code = question.code();
        if (code == null) {
            return reject(new NoCodeIssued());
        }
        if (!sign.now().isBefore(code.expiresAt())) {
            return reject(new CodeExpired());
        }
        if (code.misses() >= ConsentDecider.ATTEMPTS_A_CODE) {
            return reject(new CodeExhausted());
        }
        if (!code.documents().equals(sign.viewing().documents())) {
            return reject(new FormsChanged());
        }
        return sign.presented().matches(code)
                ? accept(signed)
                : accept(new SigningCodeMissed()); // costs an attempt, so it is an event too
    }

    /** Returns the rejections that a code and a signature share. */
    private static Optional<ConsentRejection> notNow(
            Matter matter, Question question, Signer as, Viewing viewing, Instant now) {
        if (as != question.signer()) {
            return Optional.of(new AnotherSigner(question.signer()));
        }
        if (!now.isBefore(question.signBefore())) {
            return Optional.of(new TooLate(question.signBefore()));
        }
        if (viewing.shownAt().plus(ConsentDecider.VIEWING_HOLDS).isBefore(now)) {
            return Optional.of(new ViewingTooOld());
        }
        Set<DocumentKind> shown =
                viewing.documents().stream().map(ShownDocument::kind).collect(Collectors.toSet());
        if (!viewing.active() || !shown.equals(Set.copyOf(matter.documents()))) {
            return Optional.of(new FormsChanged());
        }
        return Optional.empty();
    }

    /** The patient can always end it, and whoever signed or is to sign. */
    static boolean mayEnd(Signer as, Signer signer) {
        return as == Signer.PATIENT || as == signer;
    }
}
