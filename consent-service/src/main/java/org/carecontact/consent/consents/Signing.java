package org.carecontact.consent.consents;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.carecontact.consent.codes.SigningCodes;
import org.carecontact.consent.consents.ConsentView.AnewView;
import org.carecontact.consent.consents.Consents.Found;
import org.carecontact.consent.consents.domain.Consent.Asked;
import org.carecontact.consent.consents.domain.Consent.Ended;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Consent.Signed;
import org.carecontact.consent.consents.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Question;
import org.carecontact.consent.consents.domain.Served;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.consents.domain.Signer;
import org.carecontact.consent.consents.domain.Viewing;
import org.carecontact.consent.forms.FormToSign;
import org.carecontact.consent.forms.FormsToSign;
import org.carecontact.consent.forms.Viewings;
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
    private final UnsignedViewings unsigned;
    private final SigningCodes codes;
    private final ReceiptKeys receiptKeys;
    private final ReceiptPage receiptPage;

    Signing(
            FormsToSign forms,
            Viewings viewings,
            UnsignedViewings unsigned,
            SigningCodes codes,
            ReceiptKeys receiptKeys,
            ReceiptPage receiptPage) {
        this.forms = forms;
        this.viewings = viewings;
        this.unsigned = unsigned;
        this.codes = codes;
        this.receiptKeys = receiptKeys;
        this.receiptPage = receiptPage;
    }

    /** Returns the consent with the forms to sign now, or with those that were signed, and with those to sign anew. */
    ConsentView view(Caller caller, Found found, List<String> languages, Instant now) {
        Known known = found.known();
        Optional<ToSign> toSign = known.question()
                .filter(question -> now.isBefore(question.signBefore()))
                .map(question -> toSign(caller, known.matter(), question, languages, now));
        if (known instanceof Asked && toSign.isPresent()) {
            return ConsentView.of(
                    known,
                    toSign.get().forms(),
                    sections(toSign.get().forms()),
                    toSign.get().viewing(),
                    null);
        }
        Optional<Signature> signature = known.evidence();
        List<FormToSign> shown = signature.map(Signature::documents).orElse(List.of()).stream()
                .map(document -> forms.asShown(known.matter().hospital(), document))
                .toList();
        return ConsentView.of(
                known,
                shown,
                signature.map(Signature::confirmations).orElse(List.of()),
                null,
                known instanceof Signed signed && signed.anew() != null && toSign.isPresent()
                        ? AnewView.of(
                                signed.anew(),
                                toSign.get().forms(),
                                sections(toSign.get().forms()),
                                toSign.get().viewing())
                        : null);
    }

    /**
     * The forms to sign now.
     *
     * @param viewing for the signer alone
     */
    private record ToSign(List<FormToSign> forms, @Nullable String viewing) {}

    private ToSign toSign(Caller caller, Matter matter, Question question, List<String> languages, Instant now) {
        List<FormToSign> shown = matter.documents().stream()
                .map(kind -> forms.now(matter.hospital(), kind, languages))
                .toList();
        return new ToSign(
                shown,
                Consents.is(caller, matter, question.signer())
                        ? viewing(
                                caller,
                                matter,
                                question.signer(),
                                shown.stream().map(FormToSign::shown).toList(),
                                now)
                        : null);
    }

    private String viewing(Caller caller, Matter matter, Signer as, List<ShownDocument> shown, Instant now) {
        unsigned.shown(
                matter.hospital(),
                matter.request(),
                caller.person(),
                Served.once(shown, as, caller.relation(), now.truncatedTo(ChronoUnit.MILLIS)));
        return viewings.token(matter.request().toString(), caller.person(), now, shown);
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
    IssueCode code(Caller caller, Found found, CodeBody body, Instant now) {
        Matter matter = found.matter();
        Shown shown = shown(body.viewing(), caller, matter);
        return new IssueCode(
                found.signer(), caller.relation(), shown.viewing(), codes.fresh(matter.request(), now), now);
    }

    /** A code was made, and its write names what was shown. */
    void named(Caller caller, Found found, IssueCode issue) {
        unsigned.named(
                found.matter().request(), caller.person(), issue.viewing().documents());
    }

    /** Makes the signature under the forms that the signer was shown. */
    SignConsent signature(Caller caller, Found found, SignatureBody body, Instant now) {
        String digits = body.digits();
        List<String> confirmed = body.confirmed();
        Matter matter = found.matter();
        Shown shown = shown(body.viewing(), caller, matter);
        return new SignConsent(
                found.signer(),
                codes.presented(matter.request(), digits),
                shown.viewing(),
                confirmed,
                body.isSeparateConsent(),
                signature(caller, found, shown, now),
                now);
    }

    /** Compares the forms that the viewing names with the forms to sign now. */
    private record Shown(Viewing viewing, List<FormToSign> forms) {}

    private Shown shown(@Nullable String token, Caller caller, Matter matter) {
        if (token == null) {
            throw Problem.of("viewing-missing").field("viewing").exception();
        }
        Viewings.Shown shown = viewings.read(token, matter.request().toString(), caller.person())
                .orElseThrow(
                        () -> Problem.of("viewing-unknown").field("viewing").exception());
        List<FormToSign> now = shown.documents().stream()
                .map(document -> forms.now(matter.hospital(), document.kind(), List.of(document.language())))
                .toList();
        List<ShownDocument> active = now.stream().map(FormToSign::shown).toList();
        return new Shown(new Viewing(shown.documents(), shown.shownAt(), active.equals(shown.documents())), now);
    }

    private Signature signature(Caller caller, Found found, Shown shown, Instant now) {
        Matter matter = found.matter();
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
                found.signer().name(),
                caller.relation(),
                authority,
                shown.viewing().documents(),
                confirmations,
                shown.viewing().shownAt(),
                now,
                validUntil,
                found.known().evidence().map(old -> old.receipt().sha256()).orElse(null)));
        return new Signature(
                shown.viewing().documents(),
                shown.viewing().shownAt(),
                now,
                validUntil,
                confirmations,
                caller.person(),
                caller.relation(),
                authority,
                receipt,
                List.of());
    }

    private static List<String> sections(List<FormToSign> forms) {
        return forms.stream()
                .flatMap(form -> form.wording().sections().stream())
                .map(Section::id)
                .toList();
    }
}
