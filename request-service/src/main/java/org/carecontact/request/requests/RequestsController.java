package org.carecontact.request.requests;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.contacts.DoctorTerms;
import org.carecontact.request.history.History;
import org.carecontact.request.pairs.Alternatives;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.request.pairs.LandingProperties;
import org.carecontact.request.pairs.RequestProblems;
import org.carecontact.request.pairs.RequestView;
import org.carecontact.request.pairs.WeChatIds;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Party;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/requests")
@Tag(name = "requests")
final class RequestsController {

    private static final Set<String> OFFERS =
            Set.of("HOSPITAL_APP", "FOLLOW_UP_SYSTEM", "OFFICIAL_ACCOUNT", "CLINIC_PHONE", "FRONT_DESK", "WECOM");

    /** Witnesses' times lie after this; an earlier one is a slip of the keyboard. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /**
     * The doctor's answer.
     *
     * @param answer ACCEPT, REFUSE or OFFER_ALTERNATIVE
     * @param channel with ACCEPT: one of the permitted channels; without it the first
     * @param weChat with ACCEPT over PERSONAL_WECHAT: the doctor's own WeChat id, shown to the patient's side once; without
     *     it the doctor hands it over in person
     * @param alternative with OFFER_ALTERNATIVE: its kind, for example HOSPITAL_APP
     */
    record AnswerBody(
            @Nullable String answer,
            @Nullable String channel,
            @Nullable String weChat,
            @Nullable String alternative) {}

    /**
     * A witness.
     *
     * @param person the hospital's id of the witness, for example N0012
     * @param at when it was witnessed, ISO 8601
     */
    record WitnessBody(@Nullable String person, @Nullable String at) {}

    private final Intake intake;
    private final Requests requests;
    private final History history;
    private final KnownPairs pairs;
    private final LandingProperties landing;
    private final Alternatives alternatives;
    private final WeChatIds weChatIds;
    private final DoctorTerms terms;
    private final Limits limits;

    RequestsController(
            Intake intake,
            Requests requests,
            History history,
            KnownPairs pairs,
            LandingProperties landing,
            Alternatives alternatives,
            WeChatIds weChatIds,
            DoctorTerms terms,
            Limits limits) {
        this.intake = intake;
        this.requests = requests;
        this.history = history;
        this.pairs = pairs;
        this.landing = landing;
        this.alternatives = alternatives;
        this.weChatIds = weChatIds;
        this.terms = terms;
        this.limits = limits;
    }

    @Operation(
            summary = "Ask for a direct contact to a doctor",
            description = "By the patient, by family with relation and authority, or by staff for who called or came.",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = SubmissionBody.class))))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @ApiResponse(responseCode = "409", description = "One is open, a contact is active, or a refusal cools down")
    @ApiResponse(
            responseCode = "422",
            description =
                    "An emergency, a part of the statement missing, no need, records over the channel, or a routine"
                            + " question that the FAQ may answer")
    @PostMapping
    ResponseEntity<String> submit(HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF);
        limits.spend(caller, "requests");
        return command.respond(
                201,
                (Pair pair) -> outcome(caller, pair),
                (PairRejection rejection) -> RequestProblems.of(alternatives.working(caller.hospital(), rejection)),
                answer -> intake.submit(caller, command.key(), command.body(SubmissionBody.class), answer));
    }

    @Operation(summary = "A request of a patient and a doctor, for its parties and the hospital's staff")
    @GetMapping("/{request}")
    RequestView show(Caller caller, @PathVariable RequestId request) {
        return requests.view(caller, history.visible(caller, request));
    }

    @Operation(
            summary = "All requests and contacts of the same patient and doctor, the newest first",
            description = "For their parties and the hospital's staff; a doctor sees those they were asked.")
    @GetMapping("/{request}/history")
    Page<RequestView> history(
            Caller caller,
            @PathVariable RequestId request,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF, Role.SUPERVISOR);
        return Page.of(
                history.page(caller, request, cursor, Page.toRead(limit)),
                limit,
                History.Entry::cursor,
                entry -> requests.view(caller, entry.request()));
    }

    @Operation(summary = "A patient's own requests, those a doctor was asked, or for staff the hospital's")
    @GetMapping
    Page<RequestView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF, Role.SUPERVISOR);
        return Page.of(
                requests.page(caller, state, cursor, Page.toRead(limit)),
                limit,
                Stored::id,
                stored -> requests.view(caller, KnownPairs.known(stored.state())));
    }

    @Operation(
            summary = "Take a request back before it is granted",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/withdrawal")
    ResponseEntity<String> withdraw(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF);
        limits.spend(caller, "withdrawals");
        return handle(
                command, request, new PairCommand.Withdraw(request.number(), KnownPairs.party(caller), pairs.now()));
    }

    @Operation(
            summary = "Be told, once, when the rules that turned a request back would let it through",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @ApiResponse(responseCode = "409", description = "It was not the rules that turned it back")
    @PostMapping("/{request}/reminder")
    ResponseEntity<String> remind(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF);
        limits.spend(caller, "withdrawals");
        return handle(
                command,
                request,
                new PairCommand.WantAskAgain(request.number(), KnownPairs.party(caller), pairs.now()));
    }

    @Operation(
            summary = "Record who was there when the patient asked, for example a nurse",
            description = "By staff, once, while the request is open.",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = WitnessBody.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @ApiResponse(responseCode = "409", description = "Another witness is recorded, or the request is not open")
    @PostMapping("/{request}/witness")
    ResponseEntity<String> witness(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.STAFF);
        limits.spend(caller, "witnesses");
        PairCommand witnessed =
                new PairCommand.RecordWitness(request.number(), witness(command.body(WitnessBody.class)), pairs.now());
        return command.respond(
                200,
                (Pair pair) -> outcome(caller, pair),
                RequestProblems::of,
                answer -> pairs.handleForHospital(caller, command.key(), request, witnessed, answer));
    }

    @Operation(
            summary = "The doctor accepts, refuses without a reason, or offers an alternative",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = AnswerBody.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @ApiResponse(responseCode = "403", description = "The doctor has not signed the terms in force")
    @ApiResponse(responseCode = "503", description = "Consent-service can't be asked now")
    @PostMapping("/{request}/answer")
    ResponseEntity<String> answer(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.DOCTOR);
        limits.spend(caller, "answers");
        return handle(command, request, answer(caller, request, command.body(AnswerBody.class)));
    }

    private ResponseEntity<String> handle(HttpCommand command, RequestId request, PairCommand meant) {
        return command.respond(
                200,
                (Pair pair) -> outcome(command.caller(), pair),
                RequestProblems::of,
                answer -> pairs.handle(command.caller(), command.key(), request, meant, answer));
    }

    private PairCommand answer(Caller caller, RequestId request, AnswerBody body) {
        int number = request.number();
        Party by = KnownPairs.party(caller);
        return switch (String.valueOf(body.answer())) {
            case "ACCEPT" ->
                new PairCommand.Accept(
                        number,
                        by,
                        body.channel(),
                        weChatIds.sealed(request, body.weChat()),
                        terms.of(caller.token()),
                        pairs.now());
            case "REFUSE" -> new PairCommand.Refuse(number, by, pairs.now());
            case "OFFER_ALTERNATIVE" -> {
                String kind = body.alternative();
                if (kind == null || !OFFERS.contains(kind)) {
                    throw Problem.of("alternative-missing")
                            .field("alternative")
                            .with(
                                    "known",
                                    String.join(", ", OFFERS.stream().sorted().toList()))
                            .exception();
                }
                yield new PairCommand.OfferAlternative(
                        number, by, landing.alternative(caller.hospital(), kind), pairs.now());
            }
            default -> throw Problem.of("answer-missing").field("answer").exception();
        };
    }

    private static Request.Witness witness(WitnessBody body) {
        // Ids of staff follow the same rules as ids of patients.
        String person = body.person();
        if (person == null || PatientId.parse(person).isEmpty()) {
            throw Problem.of("witness-missing").field("person").exception();
        }
        return new Request.Witness(person, moment(body.at()));
    }

    private static Instant moment(@Nullable String at) {
        try {
            Instant moment = Instant.parse(String.valueOf(at));
            if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
                throw Problem.of("time-out-of-range").field("at").exception();
            }
            // The store keeps milliseconds: a repetition must be the same witness.
            return moment.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw Problem.of("time-missing").field("at").exception();
        }
    }

    private RequestView.Outcome outcome(Caller caller, Pair pair) {
        return RequestView.Outcome.of(KnownPairs.known(pair), some -> alternatives.working(caller.hospital(), some));
    }
}
