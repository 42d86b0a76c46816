package org.carecontact.consent.consents;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentCommand.AskUnderNewForm;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.forms.SignedConsents;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the signers of a form's earlier versions anew. Who was asked is no longer found, so that it goes on where it was
 * left, also after a crash.
 */
@Component
final class AskingUnderNewForms implements SignedConsents {

    private static final Logger log = LoggerFactory.getLogger(AskingUnderNewForms.class);

    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents;
    private final HospitalConsents hospitals;
    private final ConsentProperties limits;
    private final Clock clock;

    AskingUnderNewForms(
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents,
            HospitalConsents hospitals,
            ConsentProperties limits,
            Clock clock) {
        this.consents = consents;
        this.hospitals = hospitals;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Round askAnew(String hospital, DocumentKind kind, String language, int version, int most) {
        int asked = 0;
        boolean all = true;
        for (int earlier = version - 1; earlier >= 0; earlier--) {
            List<Stored<Consent>> page = hospitals.signedUnder(hospital, kind, language, earlier, null);
            while (!page.isEmpty()) {
                for (Stored<Consent> one : page) {
                    if (asked == most) {
                        return Round.TO_BE_CONTINUED;
                    }
                    all &= ask(one, kind, language, version);
                    asked++;
                }
                // Behind one that could not be asked the others are asked all the same.
                page = hospitals.signedUnder(
                        hospital, kind, language, earlier, page.getLast().id());
            }
        }
        return all ? Round.COMPLETE : Round.SOME_FAILED;
    }

    private boolean ask(Stored<Consent> one, DocumentKind kind, String language, int version) {
        Instant now = clock.instant();
        try {
            Reply<Consent, ConsentRejection> _ = consents.handle(
                    one,
                    null,
                    new AskUnderNewForm(kind, language, version, now.plus(limits.suspension()), now),
                    _ -> "");
            return true;
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("requestId", one.id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a signer is not asked under the new form yet");
            return false;
        }
    }
}
