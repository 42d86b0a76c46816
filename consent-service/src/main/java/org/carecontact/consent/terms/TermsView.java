package org.carecontact.consent.terms;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.DocumentView;
import org.carecontact.consent.forms.FormToSign;
import org.carecontact.consent.forms.domain.Section;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.ReceiptView;
import org.carecontact.consent.terms.domain.DoctorTerms;
import org.carecontact.consent.terms.domain.TermsSignature;
import org.jspecify.annotations.Nullable;

/**
 * The terms that a hospital's doctors sign, and what one of them has signed.
 *
 * @param signed whether the doctor has signed the terms in force
 * @param document the terms in force
 * @param confirmations ids of all sections to confirm
 * @param viewing to be sent back with the signature; null for everybody but the doctor
 * @param signatures the newest first
 */
record TermsView(
        String doctor,
        boolean signed,
        DocumentView document,
        List<String> confirmations,
        @Nullable String viewing,
        List<SignatureView> signatures) {

    record SignatureView(
            ShownDocument document, Instant shownAt, Instant signedAt, Instant validUntil, ReceiptView receipt) {

        static SignatureView of(TermsSignature signature) {
            return new SignatureView(
                    signature.document(),
                    signature.shownAt(),
                    signature.signedAt(),
                    signature.validUntil(),
                    ReceiptView.of(signature.receipt()));
        }
    }

    record InForceView(boolean inForce) {}

    static TermsView of(String doctor, boolean signed, FormToSign form, @Nullable String viewing, DoctorTerms terms) {
        return new TermsView(
                doctor,
                signed,
                DocumentView.of(form),
                form.wording().sections().stream().map(Section::id).toList(),
                viewing,
                terms.signatures().reversed().stream().map(SignatureView::of).toList());
    }
}
