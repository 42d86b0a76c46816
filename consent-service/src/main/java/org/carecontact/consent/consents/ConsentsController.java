package org.carecontact.consent.consents;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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
import org.carecontact.consent.receipts.ReceiptView;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
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
        return signing.view(caller, found.known(), wished(languages), clock.instant());
    }

    @Operation(summary = "Sends the signer a one-time code")
    @ApiResponse(responseCode = "202")
    @RequestBody(content = @Content(schema = @Schema(implementation = CodeBody.class)))
    @PostMapping("/code")
    ResponseEntity<String> sendCode(@PathVariable RequestId request, HttpCommand command) {
        limits.spend(command.caller(), "codes");
        Found found = consents.toSign(command.caller(), request);
        IssueCode issue = signing.code(command.caller(), found.matter(), command.body(CodeBody.class), clock.instant());
        return handle(command, found, issue, 202, state -> {
            SigningCode code = ((Asked) state).code();
            return new CodeSentView(issue.code().expiresAt(), code == null ? 0 : code.issue());
        });
    }

    @Operation(
            summary = "Signs with the code, each section confirmed, and the separate consent to the use of health data")
    @RequestBody(content = @Content(schema = @Schema(implementation = SignatureBody.class)))
    @PostMapping("/signature")
    ResponseEntity<String> sign(@PathVariable RequestId request, HttpCommand command) {
        Found found = consents.toSign(command.caller(), request);
        SignConsent sign =
                signing.signature(command.caller(), found.matter(), command.body(SignatureBody.class), clock.instant());
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
            case Signed signed -> SignedView.of(signed);
            case Asked(var _, var _, var _, var _, var code)
            when code != null ->
                ConsentProblems.wrongCode(ConsentDecider.ATTEMPTS_A_CODE - code.misses())
                        .body();
            case Consent.NotAsked _, Consent.Barred _, Asked _, Ended _ ->
                throw new IllegalStateException("not the outcome of a signature");
        };
    }

    @Operation(summary = "Refuses to sign; care goes on without it")
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/refusal")
    ResponseEntity<String> refuse(@PathVariable RequestId request, HttpCommand command) {
        return end(request, command, new RefuseConsent(clock.instant()));
    }

    /** As easily as it was given: PIPL, article 15. */
    @Operation(summary = "Takes the consent back, at once and without a code")
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/withdrawal")
    ResponseEntity<String> withdraw(@PathVariable RequestId request, HttpCommand command) {
        return end(request, command, new WithdrawConsent(clock.instant()));
    }

    private ResponseEntity<String> end(RequestId request, HttpCommand command, ConsentCommand wish) {
        Found found = consents.toEnd(command.caller(), request);
        return handle(command, found, wish, 200, state -> EndedView.of((Ended) state));
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

    /** Returns the languages that the header accepts, the most wanted first. */
    private static List<String> wished(@Nullable String languages) {
        if (languages == null || languages.isBlank()) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(languages).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> Locale.forLanguageTag(range.getRange()).getLanguage())
                    .filter(language -> !language.isEmpty())
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
