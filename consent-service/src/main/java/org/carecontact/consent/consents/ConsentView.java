package org.carecontact.consent.consents;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.consents.domain.Anew;
import org.carecontact.consent.consents.domain.AnewReason;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Asked;
import org.carecontact.consent.consents.domain.Consent.Ended;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.forms.DocumentView;
import org.carecontact.consent.forms.FormToSign;
import org.carecontact.consent.receipts.ReceiptView;
import org.jspecify.annotations.Nullable;

/**
 * A consent to be signed, or as it was signed.
 *
 * @param confirmations ids of all sections to confirm, or of those that were confirmed
 * @param viewing to be sent back with a command; null for everybody but the signer
 * @param anew what has to be signed anew; null while nothing has
 */
record ConsentView(
        String request,
        String state,
        String signer,
        List<DocumentView> documents,
        List<String> confirmations,
        @Nullable String viewing,
        Instant askedAt,
        @Nullable Instant signBefore,
        @Nullable Instant shownAt,
        @Nullable Instant signedAt,
        @Nullable Instant validUntil,
        @Nullable Instant endedAt,
        @Nullable AnewView anew) {

    /**
     * What is asked once more, next to what was signed.
     *
     * @param suspendedAt since when what was signed covers nothing; null while it still holds
     */
    record AnewView(
            AnewReason reason,
            String signer,
            Instant askedAt,
            Instant signBefore,
            @Nullable Instant suspendedAt,
            List<DocumentView> documents,
            List<String> confirmations,
            @Nullable String viewing) {

        static AnewView of(Anew anew, List<FormToSign> forms, List<String> confirmations, @Nullable String viewing) {
            return new AnewView(
                    anew.reason(),
                    anew.question().signer().name(),
                    anew.askedAt(),
                    anew.question().signBefore(),
                    anew.suspendedAt(),
                    forms.stream().map(DocumentView::of).toList(),
                    confirmations,
                    viewing);
        }
    }

    record CodeSentView(Instant expiresAt, int issue) {}

    record EndedView(String request, String state, Instant at) {
        static EndedView of(Ended ended) {
            return new EndedView(ended.matter().request().toString(), ended.name(), ended.endedAt());
        }
    }

    record SignedView(String request, String state, Instant signedAt, Instant validUntil, ReceiptView receipt) {
        static SignedView of(Consent.Signed signed) {
            return new SignedView(
                    signed.matter().request().toString(),
                    signed.name(),
                    signed.signature().signedAt(),
                    signed.signature().validUntil(),
                    ReceiptView.of(signed.signature().receipt()));
        }
    }

    record InForceView(boolean inForce) {}

    static ConsentView of(
            Known known,
            List<FormToSign> shown,
            List<String> confirmations,
            @Nullable String viewing,
            @Nullable AnewView anew) {
        Signature signature = known.evidence().orElse(null);
        return new ConsentView(
                known.matter().request().toString(),
                known.name(),
                known.matter().signer().name(),
                shown.stream().map(DocumentView::of).toList(),
                confirmations,
                viewing,
                known.askedAt(),
                known instanceof Asked asked ? asked.lapsesAt() : null,
                signature == null ? null : signature.shownAt(),
                signature == null ? null : signature.signedAt(),
                signature == null ? null : signature.validUntil(),
                known instanceof Ended ended ? ended.endedAt() : null,
                anew);
    }
}
