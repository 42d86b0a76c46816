package org.carecontact.request;

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
import java.util.function.Function;
import java.util.regex.Pattern;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.coach.Coach;
import org.carecontact.request.domain.Grade;
import org.carecontact.request.domain.Pair;
import org.carecontact.request.domain.PairCommand;
import org.carecontact.request.domain.PairRejection;
import org.carecontact.request.domain.Request;
import org.carecontact.request.triage.Triage;
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

    /**
     * The body of an answer.
     *
     * @param answer ACCEPT, REFUSE or OFFER_ALTERNATIVE
     * @param channel with ACCEPT: one of the permitted channels; without it the first
     * @param alternative with OFFER_ALTERNATIVE: the kind, as HOSPITAL_APP
     */
    record Answer(
            @Nullable String answer,
            @Nullable String channel,
            @Nullable String alternative) {}

    /**
     * The body of a witness.
     *
     * @param person the hospital's id of who was there, as N0012
     * @param at when that was, ISO 8601
     */
    record Witnessed(@Nullable String person, @Nullable String at) {}

    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final Requests requests;
    private final LandingProperties landing;
    private final Triage triage;
    private final Coach coach;

    RequestsController(Requests requests, LandingProperties landing, Triage triage, Coach coach) {
        this.requests = requests;
        this.landing = landing;
        this.triage = triage;
        this.coach = coach;
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
        command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF);
        SubmissionBody submission = command.body(SubmissionBody.class);
        // Before anything that may be missing: whoever has chest pain need not hear of a promise forgotten.
        Grade grade = triage.grade(submission.need(), submission.noEmergency());
        if (grade == Grade.EMERGENCY) {
            throw Triage.emergency("need").exception();
        }
        submission.statement().gap().ifPresent(gap -> {
            throw Refusals.face(gap).exception();
        });
        if (coach.sendsRecordsOverTheChannel(String.valueOf(submission.need()))) {
            throw Refusals.recordsOverTheChannel(
                    coach.recordsOverThePlatform(),
                    landing.upload(command.caller().hospital()));
        }
        if (grade == Grade.ROUTINE && !Boolean.TRUE.equals(submission.faqRead())) {
            String hospital = command.caller().hospital();
            throw Refusals.routineQuestion(landing.faq(hospital), landing.ofHospital(hospital));
        }
        Function<Pair, String> answer = answer(command);
        Reply<Pair, PairRejection> reply = requests.submit(command.caller(), command.key(), submission, answer);
        if (reply instanceof Reply.Refused<Pair, PairRejection>(PairRejection.CoolingDown cooling)) {
            throw Refusals.coolingDown(cooling);
        }
        return command.respond(reply, 201, answer, Refusals::face);
    }

    @Operation(summary = "The newest request of a patient and a doctor, for its parties and the hospital's staff")
    @GetMapping("/{request}")
    RequestView show(Caller caller, @PathVariable String request) {
        return requests.view(caller, requests.visible(caller, request));
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
                stored -> requests.view(caller, Requests.known(stored.state())));
    }

    @Operation(
            summary = "Take a request back before it is granted",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/withdrawal")
    ResponseEntity<String> withdraw(HttpCommand command, @PathVariable String request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF);
        Function<Pair, String> answer = answer(command);
        return command.respond(
                requests.handle(
                        caller,
                        command.key(),
                        request,
                        number -> new PairCommand.Withdraw(number, Requests.party(caller), requests.now()),
                        answer),
                200,
                answer,
                Refusals::face);
    }

    @Operation(
            summary = "Record who was there when the patient asked, for example a nurse",
            description = "By staff, once, while the request is open.",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Witnessed.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @ApiResponse(responseCode = "409", description = "Another witness is recorded, or the request is not open")
    @PostMapping("/{request}/witness")
    ResponseEntity<String> witness(HttpCommand command, @PathVariable String request) {
        Caller caller = command.caller().mustBe(Role.STAFF);
        Request.Witness witness = witness(command.body(Witnessed.class));
        Function<Pair, String> answer = answer(command);
        return command.respond(
                requests.witnessed(caller, command.key(), request, witness, answer), 200, answer, Refusals::face);
    }

    private static Request.Witness witness(Witnessed body) {
        String person = body.person();
        if (person == null || !PERSON.matcher(person).matches()) {
            throw Problem.of(422, "witness-missing", "The witness is missing")
                    .field("person")
                    .remedy("Give the hospital's id of the person, as N0012.")
                    .exception();
        }
        try {
            // The store keeps milliseconds: a repetition must be the same witness.
            return new Request.Witness(
                    person, Instant.parse(String.valueOf(body.at())).truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException e) {
            throw Problem.of(422, "time-missing", "The time of the witness is missing or malformed")
                    .field("at")
                    .remedy("Give it in ISO 8601, as 2026-11-23T02:30:00Z.")
                    .exception();
        }
    }

    @Operation(
            summary = "The doctor accepts, refuses without a reason, or offers an alternative",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Answer.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/answer")
    ResponseEntity<String> answer(HttpCommand command, @PathVariable String request) {
        Caller caller = command.caller().mustBe(Role.DOCTOR);
        Answer body = command.body(Answer.class);
        Function<Integer, PairCommand> meant = meant(caller, body);
        Function<Pair, String> answer = answer(command);
        return command.respond(
                requests.handle(caller, command.key(), request, meant, answer), 200, answer, Refusals::face);
    }

    private Function<Integer, PairCommand> meant(Caller caller, Answer body) {
        var by = Requests.party(caller);
        return switch (String.valueOf(body.answer())) {
            case "ACCEPT" -> number -> new PairCommand.Accept(number, by, body.channel(), requests.now());
            case "REFUSE" -> number -> new PairCommand.Refuse(number, by, requests.now());
            case "OFFER_ALTERNATIVE" -> {
                String kind = body.alternative();
                if (kind == null || !OFFERS.contains(kind)) {
                    throw Problem.of(422, "alternative-missing", "The alternative is missing or not known")
                            .field("alternative")
                            .remedy("Choose one of: "
                                    + String.join(", ", OFFERS.stream().sorted().toList()) + ".")
                            .exception();
                }
                var offered = landing.alternative(caller.hospital(), kind);
                yield number -> new PairCommand.OfferAlternative(number, by, offered, requests.now());
            }
            default ->
                throw Problem.of(422, "answer-missing", "The answer is missing or not known")
                        .field("answer")
                        .remedy("Give ACCEPT, REFUSE or OFFER_ALTERNATIVE.")
                        .exception();
        };
    }

    private static Function<Pair, String> answer(HttpCommand command) {
        return pair -> command.render(RequestView.Outcome.of(Requests.known(pair)));
    }
}
