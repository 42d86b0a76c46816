package org.carecontact.consent.consents;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.function.Function;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.consent.consents.ConsentView.CodeSentView;
import org.carecontact.consent.consents.ConsentView.EndedView;
import org.carecontact.consent.consents.ConsentView.InForceView;
import org.carecontact.consent.consents.ConsentView.SignedView;
import org.carecontact.consent.consents.Consents.Found;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Asked;
import org.carecontact.consent.consents.domain.Consent.Ended;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Consent.Signed;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.consents.domain.ConsentCommand.RefuseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.WithdrawConsent;
import org.carecontact.consent.consents.domain.ConsentDecider;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.consents.domain.Question;
import org.carecontact.consent.consents.domain.Signer;
import org.carecontact.consent.forms.FormsToSign;
import org.carecontact.consent.receipts.ReceiptView;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Role;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Consents over HTTP: to read, sign, refuse, withdraw, and to prove. */
@RestController
@RequestMapping("/consents/{request}")
final class ConsentsController {

    private final Consents consents;
    private final Signing signing;
    private final Limits limits;
    private final Clock clock;

    ConsentsController(Consents consents, Signing signing, Limits limits, Clock clock) {
        this.consents = consents;
        this.signing = signing;
        this.limits = limits;
        this.clock = clock;
    }

    @Operation(summary = "Shows the forms to sign or, later, the signed text, word for word")
    @GetMapping
    ConsentView read(
            @PathVariable RequestId request,
            Caller caller,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        Found found = consents.readable(caller, request);
        return signing.view(caller, found, FormsToSign.wished(languages), clock.instant());
    }

    @Operation(summary = "Sends the signer a one-time code")
    @ApiResponse(responseCode = "202")
    @RequestBody(content = @Content(schema = @Schema(implementation = CodeBody.class)))
    @PostMapping("/code")
    ResponseEntity<String> sendCode(@PathVariable RequestId request, HttpCommand command) {
        limits.spend(command.caller(), "codes");
        Found found = consents.toSign(command.caller(), request);
        IssueCode issue = signing.code(command.caller(), found, command.body(CodeBody.class), clock.instant());
        ResponseEntity<String> response = handle(command, found, issue, 202, state -> {
            SigningCode code = codeOf(state);
            return new CodeSentView(issue.code().expiresAt(), code == null ? 0 : code.issue());
        });
        if (response.getStatusCode().is2xxSuccessful()) {
            signing.named(command.caller(), found, issue);
        }
        return response;
    }

    @Operation(
            summary = "Signs with the code, each section confirmed, and the separate consent to the use of health data")
    @RequestBody(content = @Content(schema = @Schema(implementation = SignatureBody.class)))
    @PostMapping("/signature")
    ResponseEntity<String> sign(@PathVariable RequestId request, HttpCommand command) {
        Found found = consents.toSign(command.caller(), request);
        SignConsent sign =
                signing.signature(command.caller(), found, command.body(SignatureBody.class), clock.instant());
        ResponseEntity<String> response = handle(command, found, sign, 200, ConsentsController::signedOrMissed);
        return ConsentProblems.isWrongCode(response.getBody())
                ? ResponseEntity.status(ConsentProblems.WRONG_CODE)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(response.getBody())
                : response;
    }

    /** A wrong code changes the consent too, so its problem is the answer to a command that was carried out. */
    private static Object signedOrMissed(Consent state) {
        return switch (state) {
            case Signed signed when signed.anew() == null -> SignedView.of(signed);
            case Signed _, Asked _ -> missed(codeOf(state));
            case Consent.NotAsked _, Consent.Barred _, Ended _ ->
                throw new IllegalStateException("not the outcome of a signature");
        };
    }

    private static Object missed(@Nullable SigningCode code) {
        if (code == null) {
            throw new IllegalStateException("missed without a code");
        }
        return ConsentProblems.wrongCode(ConsentDecider.ATTEMPTS_A_CODE - code.misses())
                .body();
    }

    private static @Nullable SigningCode codeOf(Consent state) {
        Question question = state instanceof Known known ? known.question().orElse(null) : null;
        return question == null ? null : question.code();
    }

    @Operation(summary = "Refuses to sign; care goes on without it")
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/refusal")
    ResponseEntity<String> refuse(@PathVariable RequestId request, HttpCommand command) {
        return end(request, command, as -> new RefuseConsent(as, clock.instant()));
    }

    /** As easily as it was given: PIPL, article 15. */
    @Operation(summary = "Takes the consent back, at once and without a code")
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/withdrawal")
    ResponseEntity<String> withdraw(@PathVariable RequestId request, HttpCommand command) {
        return end(request, command, as -> new WithdrawConsent(as, clock.instant()));
    }

    private ResponseEntity<String> end(RequestId request, HttpCommand command, Function<Signer, ConsentCommand> wish) {
        Found found = consents.toEnd(command.caller(), request);
        Signer as = Consents.as(command.caller(), found).orElse(found.signer());
        return handle(command, found, wish.apply(as), 200, state -> EndedView.of((Ended) state));
    }

    /** Read from the primary. */
    @Operation(summary = "Tells whether a contact may rest on the consent at this moment")
    @GetMapping("/in-force")
    InForceView inForce(@PathVariable RequestId request, Caller caller) {
        return new InForceView(consents.reliable(caller, request).known().inForce(clock.instant()));
    }

    @Operation(summary = "Shows the proof of the signature, also when the consent is over")
    @GetMapping("/receipt")
    ReceiptView receipt(@PathVariable RequestId request, Caller caller) {
        return consents.readable(caller, request)
                .known()
                .evidence()
                .map(signature -> ReceiptView.of(signature.receipt()))
                .orElseThrow(() ->
                        ConsentProblems.of(new ConsentRejection.NotSigned()).exception());
    }

    @Operation(summary = "Shows which versions the signers were shown, when and as whom, also what was never signed")
    @GetMapping("/viewings")
    ViewingsView viewings(@PathVariable RequestId request, Caller caller) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        return ViewingsView.of(consents.readable(caller, request).known(), clock.instant());
    }

    @Operation(summary = "Shows the receipt as a page to keep and print, with the receipt attached")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/receipt.pdf")
    ResponseEntity<byte[]> receiptPage(@PathVariable RequestId request, Caller caller) {
        Known known = consents.readable(caller, request).known();
        limits.spend(caller, "receipt-pages");
        byte[] page = signing.page(known, clock.instant())
                .orElseThrow(() ->
                        ConsentProblems.of(new ConsentRejection.NotSigned()).exception());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"receipt-" + request + ".pdf\"")
                .body(page);
    }

    private ResponseEntity<String> handle(
            HttpCommand command, Found found, ConsentCommand wanted, int status, Function<Consent, Object> view) {
        return command.respond(
                status, view, ConsentProblems::of, answer -> consents.handle(found, command.key(), wanted, answer));
    }
}
