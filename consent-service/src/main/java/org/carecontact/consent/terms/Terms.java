package org.carecontact.consent.terms;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.carecontact.consent.forms.FormToSign;
import org.carecontact.consent.forms.FormsToSign;
import org.carecontact.consent.forms.Viewings;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.Section;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.ReceiptKeys;
import org.carecontact.consent.terms.domain.DoctorTerms;
import org.carecontact.consent.terms.domain.SignTerms;
import org.carecontact.consent.terms.domain.TermsRejection;
import org.carecontact.consent.terms.domain.TermsSignature;
import org.carecontact.consent.terms.domain.TermsSigned;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.schemas.ids.DoctorId;
import org.springframework.stereotype.Component;

/** Finds and takes doctors' signatures under the terms of their hospital. */
@Component
final class Terms {

    private final Documents<SignTerms, DoctorTerms, TermsSigned, TermsRejection> documents;
    private final FormsToSign forms;
    private final Viewings viewings;
    private final ReceiptKeys receiptKeys;
    private final Clock clock;

    Terms(
            Documents<SignTerms, DoctorTerms, TermsSigned, TermsRejection> documents,
            FormsToSign forms,
            Viewings viewings,
            ReceiptKeys receiptKeys,
            Clock clock) {
        this.documents = documents;
        this.forms = forms;
        this.viewings = viewings;
        this.receiptKeys = receiptKeys;
        this.clock = clock;
    }

    /** Returns the doctor that the caller is. */
    static DoctorId doctor(Caller caller) {
        return DoctorId.parse(caller.person())
                .orElseThrow(() -> Problem.notFound().exception());
    }

    DoctorTerms of(String hospital, DoctorId doctor) {
        return documents.load(hospital, TermsAggregate.id(hospital, doctor)).state();
    }

    TermsView own(Caller caller, List<String> languages) {
        FormToSign form = forms.now(caller.hospital(), DocumentKind.DOCTOR_TERMS, languages);
        String viewing =
                viewings.token(about(caller.hospital()), caller.person(), clock.instant(), List.of(form.shown()));
        DoctorTerms terms = of(caller.hospital(), doctor(caller));
        return TermsView.of(caller.person(), inForce(caller.hospital(), terms), form, viewing, terms);
    }

    TermsView seenByHospital(String hospital, DoctorId doctor, List<String> languages) {
        FormToSign form = forms.now(hospital, DocumentKind.DOCTOR_TERMS, languages);
        DoctorTerms terms = of(hospital, doctor);
        return TermsView.of(doctor.value(), inForce(hospital, terms), form, null, terms);
    }

    /** Returns whether one of the signatures holds and is under what the hospital has its doctors sign now. */
    boolean inForce(String hospital, DoctorTerms terms) {
        Instant now = clock.instant();
        return terms.signatures().reversed().stream()
                .filter(signature -> signature.holds(now))
                .map(TermsSignature::document)
                .anyMatch(document -> wording(hospital, document).sha256().equals(document.sha256()));
    }

    Reply<DoctorTerms, TermsRejection> sign(
            Caller caller, CommandKey key, TermsBody body, Function<DoctorTerms, String> answer) {
        Instant now = clock.instant();
        DoctorId doctor = doctor(caller);
        List<String> confirmed = body.confirmed();
        Viewings.Shown shown = viewings.read(body.shown(), about(caller.hospital()), caller.person())
                .orElseThrow(
                        () -> Problem.of("viewing-unknown").field("viewing").exception());
        ShownDocument document = shown.documents().getFirst();
        FormToSign form = forms.now(caller.hospital(), DocumentKind.DOCTOR_TERMS, List.of(document.language()));
        return documents.handle(
                caller.hospital(),
                TermsAggregate.id(caller.hospital(), doctor),
                key,
                new SignTerms(
                        caller.hospital(),
                        doctor,
                        form.shown().equals(document),
                        confirmed,
                        signature(caller.hospital(), doctor, form, shown.shownAt(), now),
                        now),
                answer);
    }

    private TermsSignature signature(String hospital, DoctorId doctor, FormToSign form, Instant shownAt, Instant now) {
        Instant validUntil = now.plus(form.wording().validDays(), ChronoUnit.DAYS);
        List<String> confirmations =
                form.wording().sections().stream().map(Section::id).toList();
        return new TermsSignature(
                form.shown(),
                shownAt,
                now,
                validUntil,
                confirmations,
                receiptKeys.sign(TermsPayload.of(
                        hospital,
                        doctor,
                        form.shown(),
                        confirmations,
                        shownAt,
                        now,
                        validUntil,
                        receiptKeys.algorithms())));
    }

    private ShownDocument wording(String hospital, ShownDocument signed) {
        return forms.now(hospital, DocumentKind.DOCTOR_TERMS, List.of(signed.language()))
                .shown();
    }

    private static String about(String hospital) {
        return "doctor-terms:" + hospital;
    }
}
