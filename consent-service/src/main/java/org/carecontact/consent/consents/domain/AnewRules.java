package org.carecontact.consent.consents.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Instant;
import org.carecontact.consent.consents.domain.Consent.Asked;
import org.carecontact.consent.consents.domain.Consent.Signed;
import org.carecontact.consent.consents.domain.ConsentCommand.AskToRenew;
import org.carecontact.consent.consents.domain.ConsentCommand.AskUnderNewForm;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteAge;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentAskedAnew;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentExpired;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentRenewed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentSuspended;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentWithdrawn;
import org.carecontact.consent.consents.domain.ConsentRejection.AlreadySigned;
import org.carecontact.consent.consents.domain.ConsentRejection.AnotherSigner;
import org.carecontact.consent.consents.domain.ConsentRejection.TooEarly;
import org.carecontact.kernel.decider.Decision;

/** Decides when somebody is asked to sign once more, and what covers the contact until then. */
final class AnewRules {

    private AnewRules() {}

    static Decision<ConsentEvent, ConsentRejection> sign(Signed signed, SignConsent sign) {
        Anew anew = signed.anew();
        return anew == null
                ? reject(new AlreadySigned(signed.signature().signedAt()))
                : SigningRules.sign(
                        signed.matter(), anew.question(), sign, new ConsentRenewed(anew.reason(), sign.signature()));
    }

    static Decision<ConsentEvent, ConsentRejection> end(Signed signed, Signer as, Instant now) {
        Signer asked =
                signed.question().map(Question::signer).orElse(signed.matter().signer());
        return SigningRules.mayEnd(as, signed.matter().signer()) || as == asked
                ? accept(new ConsentWithdrawn(now))
                : reject(new AnotherSigner(asked));
    }

    static Decision<ConsentEvent, ConsentRejection> renew(Signed signed, AskToRenew renew) {
        Signature signature = signed.signature();
        if (signed.anew() != null) {
            return accept();
        }
        if (!renew.now().isBefore(signature.validUntil())) {
            return accept(new ConsentExpired(renew.now())); // nobody was here to ask in time
        }
        Instant due = signature.renewalDue(renew.ahead());
        return renew.now().isBefore(due)
                ? reject(new TooEarly(due))
                : accept(new ConsentAskedAnew(
                        AnewReason.RENEWAL, signed.matter().signer(), signature.validUntil(), renew.now()));
    }

    static Decision<ConsentEvent, ConsentRejection> grown(Asked asked, NoteAge age) {
        Signer signer = asked.matter().signer().at(age.band());
        return signer == asked.matter().signer() || !age.now().isBefore(asked.lapsesAt())
                ? accept()
                : accept(new ConsentAskedAnew(AnewReason.CAME_OF_AGE, signer, age.lapsesAt(), age.now()));
    }

    static Decision<ConsentEvent, ConsentRejection> grown(Signed signed, NoteAge age) {
        Signer asked =
                signed.question().map(Question::signer).orElse(signed.matter().signer());
        Signer signer = asked.at(age.band());
        return signer == asked ? accept() : suspending(signed, AnewReason.CAME_OF_AGE, signer, age.endsAt(), age.now());
    }

    static Decision<ConsentEvent, ConsentRejection> changed(Signed signed, AskUnderNewForm changed) {
        Anew anew = signed.anew();
        return anew != null && anew.reason() != AnewReason.RENEWAL
                        || !signed.signature().isUnderEarlier(changed.kind(), changed.language(), changed.version())
                ? accept()
                : suspending(
                        signed, AnewReason.FORM_CHANGED, signed.matter().signer(), changed.endsAt(), changed.now());
    }

    private static Decision<ConsentEvent, ConsentRejection> suspending(
            Signed signed, AnewReason reason, Signer signer, Instant signBefore, Instant now) {
        if (!now.isBefore(signed.endsAt())) {
            return accept(); // its time is over, and the timer says so
        }
        ConsentAskedAnew askedAnew = new ConsentAskedAnew(reason, signer, signBefore, now);
        return signed.isSuspended() ? accept(askedAnew) : accept(askedAnew, new ConsentSuspended(reason, now));
    }
}
