package org.carecontact.consent.terms;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import org.carecontact.consent.forms.FormsToSign;
import org.carecontact.consent.receipts.ReceiptView;
import org.carecontact.consent.terms.TermsView.InForceView;
import org.carecontact.consent.terms.TermsView.SignatureView;
import org.carecontact.consent.terms.domain.DoctorTerms;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The doctor's terms over HTTP: to read, to sign, and to prove. */
@RestController
@RequestMapping("/terms")
final class TermsController {

    private final Terms terms;
    private final Limits limits;

    TermsController(Terms terms, Limits limits) {
        this.terms = terms;
        this.limits = limits;
    }

    @Operation(summary = "Shows the doctor the terms in force and what the doctor has signed")
    @GetMapping
    TermsView own(
            Caller caller,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        return terms.own(caller.mustBe(Role.DOCTOR), FormsToSign.wished(languages));
    }

    @Operation(summary = "Signs the terms that were shown, each section confirmed")
    @RequestBody(content = @Content(schema = @Schema(implementation = TermsBody.class)))
    @PostMapping("/signature")
    ResponseEntity<String> sign(HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.DOCTOR);
        limits.spend(caller, "terms");
        return command.respond(
                200,
                (DoctorTerms signed) -> SignatureView.of(signed.signatures().getLast()),
                TermsProblems::of,
                answer -> terms.sign(caller, command.key(), command.body(TermsBody.class), answer));
    }

    /** Read from the primary. */
    @Operation(summary = "Tells whether the doctor has signed the terms that are in force at this moment")
    @GetMapping("/in-force")
    InForceView inForce(Caller caller) {
        caller.mustBe(Role.DOCTOR);
        return new InForceView(terms.inForce(caller.hospital(), terms.of(caller.hospital(), Terms.doctor(caller))));
    }

    @Operation(summary = "Shows the proof of the doctor's newest signature")
    @GetMapping("/receipt")
    ReceiptView receipt(Caller caller) {
        caller.mustBe(Role.DOCTOR);
        return terms.of(caller.hospital(), Terms.doctor(caller)).signatures().reversed().stream()
                .findFirst()
                .map(signature -> ReceiptView.of(signature.receipt()))
                .orElseThrow(() -> Problem.of("terms-never-signed").exception());
    }

    @Operation(summary = "Shows the hospital whether a doctor has signed, with the proofs")
    @GetMapping("/doctors/{doctor}")
    TermsView ofDoctor(
            @PathVariable String doctor,
            Caller caller,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        DoctorId id =
                DoctorId.parse(doctor).orElseThrow(() -> Problem.notFound().exception());
        return terms.seenByHospital(caller.hospital(), id, FormsToSign.wished(languages));
    }
}
