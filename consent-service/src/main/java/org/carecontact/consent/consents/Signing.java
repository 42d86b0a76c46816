package org.carecontact.consent.consents;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.carecontact.consent.codes.SigningCodes;
import org.carecontact.consent.consents.domain.Consent.Asked;
import org.carecontact.consent.consents.domain.Consent.Ended;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Consent.Signed;
import org.carecontact.consent.consents.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.consents.domain.Viewing;
import org.carecontact.consent.forms.FormToSign;
import org.carecontact.consent.forms.FormsToSign;
import org.carecontact.consent.forms.domain.Section;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.KeptConsent;
import org.carecontact.consent.receipts.ReceiptKeys;
import org.carecontact.consent.receipts.ReceiptPage;
import org.carecontact.consent.receipts.domain.Receipt;
import org.carecontact.consent.receipts.domain.ReceiptContent;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows the forms to sign, and makes codes and signatures for exactly the forms that were shown. */
@Component
final class Signing {

    private final FormsToSign forms;
    private final Viewings viewings;
    private final SigningCodes codes;
    private final ReceiptKeys receiptKeys;
    private final ReceiptPage receiptPage;

    Signing(
            FormsToSign forms,
            Viewings viewings,
            SigningCodes codes,
            ReceiptKeys receiptKeys,
            ReceiptPage receiptPage) {
        this.forms = forms;
        this.viewings = viewings;
        this.codes = codes;
        this.receiptKeys = receiptKeys;
        this.receiptPage = receiptPage;
    }

    /** Returns the consent with the forms to sign now, or with those that were signed. */
    ConsentView view(Caller caller, Known known, List<String> languages, Instant now) {
        Matter matter = known.matter();
        if (known instanceof Asked asked && now.isBefore(asked.lapsesAt())) {
            List<FormToSign> shown = matter.documents().stream()
                    .map(kind -> forms.now(matter.hospital(), kind, languages))
                    .toList();
            String viewing = Consents.isSigner(caller, matter)
                    ? viewings.token(
                            matter.request(),
                            caller.person(),
                            now,
                            shown.stream().map(FormToSign::shown).toList())
                    : null;
            return ConsentView.of(matter.request(), known, shown, sections(shown), viewing);
        }
        Optional<Signature> signature = known.evidence();
        List<FormToSign> shown = signature.map(Signature::documents).orElse(List.of()).stream()
                .map(document -> forms.asShown(matter.hospital(), document))
                .toList();
        return ConsentView.of(
                matter.request(),
                known,
                shown,
                signature.map(Signature::confirmations).orElse(List.of()),
                null);
    }

    /** Returns the receipt as a page to keep; none before the signature. */
    Optional<byte[]> page(Known known, Instant now) {
        Matter matter = known.matter();
        return known.evidence()
                .map(signature -> receiptPage.draw(new KeptConsent(
                        matter.hospital(),
                        matter.request().toString(),
                        matter.remaining().value(),
                        matter.doctor().value(),
                        matter.signer().name(),
                        signature.relation(),
                        signature.signedAt(),
                        signature.validUntil(),
                        // It ends by the clock; the state follows a little later.
                        known instanceof Signed && !known.inForce(now) ? "EXPIRED" : known.name(),
                        known instanceof Ended ended ? ended.endedAt() : null,
                        signature.documents().stream()
                                .map(document -> forms.asShown(matter.hospital(), document)
                                        .wording())
                                .toList(),
                        signature.receipt())));
    }

    /** Makes a code for the forms that the signer was shown. */
    IssueCode code(Caller caller, Matter matter, CodeBody body, Instant now) {
        Shown shown = shown(body.viewing(), caller, matter);
        return new IssueCode(shown.viewing(), codes.fresh(matter.request(), now), now);
    }

    /** Makes the signature under the forms that the signer was shown. */
    SignConsent signature(Caller caller, Matter matter, SignatureBody body, Instant now) {
        String digits = body.digits();
        List<String> confirmed = body.confirmed();
        Shown shown = shown(body.viewing(), caller, matter);
        return new SignConsent(
                codes.presented(matter.request(), digits),
                shown.viewing(),
                confirmed,
                body.isSeparateConsent(),
                signature(caller, matter, shown, now),
                now);
    }

    /** Compares the forms that the viewing names with the forms to sign now. */
    private record Shown(Viewing viewing, List<FormToSign> forms) {}

    private Shown shown(@Nullable String token, Caller caller, Matter matter) {
        if (token == null) {
            throw Problem.of("viewing-missing").field("viewing").exception();
        }
        Viewings.Shown shown = viewings.read(token, matter.request(), caller.person())
                .orElseThrow(
                        () -> Problem.of("viewing-unknown").field("viewing").exception());
        List<FormToSign> now = shown.documents().stream()
                .map(document -> forms.now(matter.hospital(), document.kind(), List.of(document.language())))
                .toList();
        List<ShownDocument> active = now.stream().map(FormToSign::shown).toList();
        return new Shown(new Viewing(shown.documents(), shown.shownAt(), active.equals(shown.documents())), now);
    }

    private Signature signature(Caller caller, Matter matter, Shown shown, Instant now) {
        int validDays = shown.forms().stream()
                .mapToInt(form -> form.wording().validDays())
                .min()
                .orElseThrow();
        Instant validUntil = now.plus(validDays, ChronoUnit.DAYS);
        List<String> confirmations = sections(shown.forms());
        String authority =
                caller.authority() == null ? null : caller.authority().name();
        Receipt receipt = receiptKeys.sign(new ReceiptContent(
                matter.hospital(),
                matter.request(),
                matter.signer().name(),
                caller.relation(),
                authority,
                shown.viewing().documents(),
                confirmations,
                shown.viewing().shownAt(),
                now,
                validUntil,
                null));
        return new Signature(
                shown.viewing().documents(),
                shown.viewing().shownAt(),
                now,
                validUntil,
                confirmations,
                caller.person(),
                caller.relation(),
                authority,
                receipt);
    }

    private static List<String> sections(List<FormToSign> forms) {
        return forms.stream()
                .flatMap(form -> form.wording().sections().stream())
                .map(Section::id)
                .toList();
    }
}
