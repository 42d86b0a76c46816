package org.carecontact.consent.consents;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Asked;
import org.carecontact.consent.consents.domain.Consent.Ended;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.forms.DocumentView;
import org.carecontact.consent.forms.FormToSign;
import org.carecontact.consent.receipts.ReceiptView;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * A consent to be signed, or as it was signed.
 *
 * @param confirmations ids of all sections to confirm, or of those that were confirmed
 * @param viewing to be sent back with a command; null for everybody but the signer
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
        @Nullable Instant endedAt) {

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
            RequestId request,
            Known known,
            List<FormToSign> shown,
            List<String> confirmations,
            @Nullable String viewing) {
        Signature signature = known.evidence().orElse(null);
        return new ConsentView(
                request.toString(),
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
                known instanceof Ended ended ? ended.endedAt() : null);
    }
}
