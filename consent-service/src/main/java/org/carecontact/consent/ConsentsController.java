package org.carecontact.consent;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.carecontact.consent.domain.Consent;
import org.carecontact.consent.domain.Consent.Asked;
import org.carecontact.consent.domain.Consent.Ended;
import org.carecontact.consent.domain.Consent.Known;
import org.carecontact.consent.domain.Consent.Signed;
import org.carecontact.consent.domain.ConsentCommand;
import org.carecontact.consent.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.domain.ConsentCommand.RefuseConsent;
import org.carecontact.consent.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.domain.ConsentCommand.WithdrawConsent;
import org.carecontact.consent.domain.ConsentDecider;
import org.carecontact.consent.domain.ConsentEvent;
import org.carecontact.consent.domain.ConsentRejection;
import org.carecontact.consent.domain.DocumentKind;
import org.carecontact.consent.domain.Matter;
import org.carecontact.consent.domain.Receipt;
import org.carecontact.consent.domain.Section;
import org.carecontact.consent.domain.ShownDocument;
import org.carecontact.consent.domain.Signature;
import org.carecontact.consent.domain.SigningCode;
import org.carecontact.consent.domain.Viewing;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
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

/** Consents for those whom they concern: to read, sign, refuse, withdraw, and to prove. */
@RestController
@RequestMapping("/consents/{request}")
final class ConsentsController {

    /** Relations of a family member who may sign for a minor. */
    private static final Set<String> GUARDIANS = Set.of("PARENT", "GUARDIAN");

    record CodeWanted(@Nullable String viewing) {}

    record CodeSent(Instant expiresAt, int issue) {}

    record SignatureGiven(
            @Nullable String code,
            @Nullable String viewing,
            @Nullable List<String> confirmations,
            @Schema(type = "boolean") @Nullable Object separateConsent) {}

    record DocumentView(
            DocumentKind kind,
            String form,
            int version,
            String language,
            String title,
            int validDays,
            List<Section> sections,
            String sha256) {}

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
            @Nullable Instant endedAt) {}

    record StateView(String request, String state, Instant at) {}

    record SignedView(String request, String state, Instant signedAt, Instant validUntil, ReceiptView receipt) {}

    record ReceiptView(String payload, String jws) {
        static ReceiptView of(Receipt receipt) {
            return new ReceiptView(Receipts.payloadPart(receipt), receipt.jws());
        }
    }

    record InForce(boolean inForce) {}

    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents;
    private final FormsToSign forms;
    private final Viewings viewings;
    private final SigningCodes codes;
    private final ReceiptKeys receiptKeys;
    private final Clock clock;

    ConsentsController(
            Kernel kernel,
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents,
            FormsToSign forms,
            Viewings viewings,
            SigningCodes codes,
            ReceiptKeys receiptKeys) {
        this.consents = consents;
        this.forms = forms;
        this.viewings = viewings;
        this.codes = codes;
        this.receiptKeys = receiptKeys;
        this.clock = kernel.clock();
    }

    /** What is to be signed, or what was, word for word; to the signer with the token that says what was shown. */
    @GetMapping
    ConsentView read(
            @PathVariable String request,
            Caller caller,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        Known known = known(concerning(caller, request));
        Matter matter = known.matter();
        Instant now = clock.instant();
        boolean toSign = known instanceof Asked asked && now.isBefore(asked.lapsesAt());
        List<FormToSign> shown = toSign
                ? matter.documents().stream()
                        .map(kind -> forms.now(matter.hospital(), kind, wished(languages)))
                        .toList()
                : known.evidence().map(Signature::documents).orElse(List.of()).stream()
                        .map(document -> forms.asShown(matter.hospital(), document))
                        .toList();
        String viewing = toSign && mayDecide(caller, matter)
                ? viewings.token(
                        request,
                        caller.person(),
                        now,
                        shown.stream().map(FormToSign::shown).toList())
                : null;
        Signature signature = known.evidence().orElse(null);
        return new ConsentView(
                request,
                ConsentStates.name(known),
                matter.signer().name(),
                shown.stream().map(ConsentsController::view).toList(),
                toSign ? sections(shown) : signature == null ? List.of() : signature.confirmations(),
                viewing,
                known.askedAt(),
                known instanceof Asked asked ? asked.lapsesAt() : null,
                signature == null ? null : signature.shownAt(),
                signature == null ? null : signature.signedAt(),
                signature == null ? null : signature.validUntil(),
                known instanceof Ended ended ? ended.endedAt() : null);
    }

    /** Sends the signer a one-time code. */
    @RequestBody(content = @Content(schema = @Schema(implementation = CodeWanted.class)))
    @PostMapping("/code")
    ResponseEntity<String> sendCode(@PathVariable String request, HttpCommand command) {
        Caller caller = command.caller();
        Stored<Consent> consent = toDecide(caller, request);
        Matter matter = known(consent).matter();
        CodeWanted wanted = command.body(CodeWanted.class);
        Seen seen = seen(wanted.viewing(), caller, matter);
        IssueCode issue = codes.fresh(request, seen.viewing(), clock.instant());
        Function<Consent, String> answer = state -> {
            SigningCode code = ((Asked) state).code();
            return command.render(new CodeSent(issue.expiresAt(), code == null ? 0 : code.issue()));
        };
        return command.respond(
                consents.handle(consent, command.key(), issue, answer), 202, answer, ConsentProblems::raise);
    }

    /** Signs: the code, each section confirmed, and the separate consent to the use of health data. */
    @RequestBody(content = @Content(schema = @Schema(implementation = SignatureGiven.class)))
    @PostMapping("/signature")
    ResponseEntity<String> sign(@PathVariable String request, HttpCommand command) {
        Caller caller = command.caller();
        Stored<Consent> consent = toDecide(caller, request);
        Matter matter = known(consent).matter();
        SignatureGiven given = command.body(SignatureGiven.class);
        String digits = given.code();
        if (digits == null || !digits.matches("[0-9]{6}")) {
            throw Problem.of(400, "malformed-body", "The code is missing or is not six digits")
                    .field("code")
                    .remedy("Send the six digits of the newest code.")
                    .exception();
        }
        List<String> confirmations = given.confirmations();
        if (confirmations == null) {
            throw missing("confirmations", "Send the ids of all sections that the signer confirmed one by one.");
        }
        Seen seen = seen(given.viewing(), caller, matter);
        Instant now = clock.instant();
        SignConsent sign = new SignConsent(
                codes.presented(request, digits),
                seen.viewing(),
                confirmations,
                Boolean.TRUE.equals(given.separateConsent()),
                signature(matter, caller, seen, now),
                now);
        Function<Consent, String> answer = state -> command.render(answer(state));
        ResponseEntity<String> response = command.respond(
                consents.handle(consent, command.key(), sign, answer), 200, answer, ConsentProblems::raise);
        return ConsentProblems.isWrongCode(response.getBody())
                ? ResponseEntity.status(ConsentProblems.WRONG_CODE)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(response.getBody())
                : response;
    }

    /** A wrong code changes the consent too, so its problem is the answer to a command that was carried out. */
    private static Object answer(Consent state) {
        return switch (state) {
            case Signed(var matter, var _, var signature) ->
                new SignedView(
                        matter.request(),
                        "SIGNED",
                        signature.signedAt(),
                        signature.validUntil(),
                        ReceiptView.of(signature.receipt()));
            case Asked(var _, var _, var _, var _, var code)
            when code != null ->
                ConsentProblems.wrongCode(ConsentDecider.ATTEMPTS_A_CODE - code.misses())
                        .body();
            case Consent.NotAsked _, Consent.Barred _, Asked _, Ended _ ->
                throw new IllegalStateException("not the outcome of a signature");
        };
    }

    /** Says no; care goes on without it. */
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/refusal")
    ResponseEntity<String> refuse(@PathVariable String request, HttpCommand command) {
        return end(request, command, new RefuseConsent(clock.instant()));
    }

    /** Takes the consent back, at once and without a code: as easily as it was given (PIPL 15). */
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/withdrawal")
    ResponseEntity<String> withdraw(@PathVariable String request, HttpCommand command) {
        return end(request, command, new WithdrawConsent(clock.instant()));
    }

    private ResponseEntity<String> end(String request, HttpCommand command, ConsentCommand wish) {
        Caller caller = command.caller();
        Stored<Consent> consent = concerning(caller, request);
        Matter matter = known(consent).matter();
        boolean patient = caller.role() == Role.PATIENT && caller.speaksFor(matter.patient());
        if (!patient && !mayDecide(caller, matter)) {
            throw ConsentProblems.notTheSigner(matter.signer()).exception();
        }
        Function<Consent, String> answer = state -> {
            Ended ended = (Ended) state;
            return command.render(new StateView(request, ConsentStates.name(ended), ended.endedAt()));
        };
        return command.respond(
                consents.handle(consent, command.key(), wish, answer), 200, answer, ConsentProblems::raise);
    }

    /** Whether a contact may rest on it at this moment; read from the primary. */
    @GetMapping("/in-force")
    InForce inForce(@PathVariable String request, Caller caller) {
        return new InForce(known(concerning(caller, request)).inForce(clock.instant()));
    }

    /** The proof of the signature; kept when the consent is over. */
    @GetMapping("/receipt")
    ReceiptView receipt(@PathVariable String request, Caller caller) {
        return known(concerning(caller, request))
                .evidence()
                .map(signature -> ReceiptView.of(signature.receipt()))
                .orElseThrow(() ->
                        ConsentProblems.face(new ConsentRejection.NotSigned()).exception());
    }

    /** What the token says was shown, held against the forms of this moment. */
    private record Seen(Viewing viewing, List<FormToSign> forms) {}

    private Seen seen(@Nullable String token, Caller caller, Matter matter) {
        if (token == null) {
            throw missing("viewing", "Read the consent and send the viewing that came with it.");
        }
        Viewings.Shown shown = viewings.read(token, matter.request(), caller.person())
                .orElseThrow(() -> Problem.of(400, "viewing-unknown", "This viewing was not given out for this")
                        .field("viewing")
                        .remedy("Read the consent again and send the viewing that comes with it.")
                        .exception());
        List<FormToSign> now = shown.documents().stream()
                .map(document -> forms.now(matter.hospital(), document.kind(), List.of(document.language())))
                .toList();
        List<ShownDocument> active = now.stream().map(FormToSign::shown).toList();
        return new Seen(new Viewing(shown.documents(), shown.shownAt(), active.equals(shown.documents())), now);
    }

    private Signature signature(Matter matter, Caller caller, Seen seen, Instant now) {
        int validDays = seen.forms().stream()
                .mapToInt(form -> form.wording().validDays())
                .min()
                .orElseThrow();
        Instant validUntil = now.plus(validDays, ChronoUnit.DAYS);
        List<String> confirmations = sections(seen.forms());
        Receipt receipt = receiptKeys.sign(Receipts.payload(matter, seen.viewing(), now, validUntil, confirmations));
        return new Signature(
                seen.viewing().documents(),
                seen.viewing().shownAt(),
                now,
                validUntil,
                confirmations,
                caller.person(),
                caller.relation(),
                receipt);
    }

    /** The consent, if the caller may know of it. */
    private Stored<Consent> concerning(Caller caller, String request) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF, Role.SUPERVISOR);
        return consents.find(caller.hospital(), request)
                .filter(stored -> stored.state() instanceof Known known && concerns(caller, known.matter()))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static Known known(Stored<Consent> consent) {
        return (Known) consent.state();
    }

    private static boolean concerns(Caller caller, Matter matter) {
        return switch (caller.role()) {
            case PATIENT, FAMILY -> caller.speaksFor(matter.patient());
            case DOCTOR -> caller.person().equals(matter.doctor());
            case STAFF, SUPERVISOR -> true;
            case SERVICE, OPERATOR -> false;
        };
    }

    private Stored<Consent> toDecide(Caller caller, String request) {
        Stored<Consent> consent = concerning(caller, request);
        Matter matter = known(consent).matter();
        if (!mayDecide(caller, matter)) {
            throw ConsentProblems.notTheSigner(matter.signer()).exception();
        }
        return consent;
    }

    private static boolean mayDecide(Caller caller, Matter matter) {
        if (!caller.speaksFor(matter.patient())) {
            return false;
        }
        return switch (matter.signer()) {
            case PATIENT -> caller.role() == Role.PATIENT;
            case FAMILY -> caller.role() == Role.FAMILY;
            case GUARDIAN ->
                caller.role() == Role.FAMILY && caller.relation() != null && GUARDIANS.contains(caller.relation());
        };
    }

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

    private static List<String> sections(List<FormToSign> forms) {
        return forms.stream()
                .flatMap(form -> form.wording().sections().stream())
                .map(Section::id)
                .toList();
    }

    private static DocumentView view(FormToSign form) {
        return new DocumentView(
                form.kind(),
                form.form(),
                form.wording().version(),
                form.wording().language(),
                form.wording().title(),
                form.wording().validDays(),
                form.wording().sections(),
                form.wording().sha256());
    }

    private static RuntimeException missing(String field, String remedy) {
        return Problem.of(400, "malformed-body", "The field " + field + " is missing")
                .field(field)
                .remedy(remedy)
                .exception();
    }
}
