package org.carecontact.request.contacts;

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
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.doctors.ListedDoctors;
import org.carecontact.request.pairs.Alternatives;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.request.pairs.RequestProblems;
import org.carecontact.request.pairs.RequestView;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Renewals of contacts, and pauses while the doctor is away. */
@RestController
@RequestMapping("/contacts")
@Tag(name = "contacts")
final class ContactCourseController {

    /**
     * The doctor is away.
     *
     * @param until in ISO 8601
     * @param substitute the id of the doctor who stands in; null for nobody
     */
    record Pause(@Nullable String until, @Nullable String substitute) {}

    record RenewalAnswer(@Nullable Boolean accept) {}

    private final KnownPairs pairs;
    private final Alternatives alternatives;
    private final ListedDoctors doctors;
    private final Limits limits;

    ContactCourseController(KnownPairs pairs, Alternatives alternatives, ListedDoctors doctors, Limits limits) {
        this.pairs = pairs;
        this.alternatives = alternatives;
        this.doctors = doctors;
        this.limits = limits;
    }

    @Operation(
            summary = "Ask the doctor to renew a contact whose end is near",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/renewal")
    ResponseEntity<String> askForRenewal(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY);
        limits.spend(caller, "renewals");
        return handle(
                command,
                request,
                new PairCommand.AskForRenewal(request.number(), KnownPairs.party(caller), pairs.now()));
    }

    @Operation(
            summary = "The doctor renews the contact, or lets it end in its time",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @RequestBody(content = @Content(schema = @Schema(implementation = RenewalAnswer.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/renewal/answer")
    ResponseEntity<String> answerRenewal(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.DOCTOR);
        limits.spend(caller, "renewals");
        Boolean accept = command.body(RenewalAnswer.class).accept();
        if (accept == null) {
            throw Problem.of("renewal-answer-missing").field("accept").exception();
        }
        return handle(
                command,
                request,
                new PairCommand.AnswerRenewal(request.number(), KnownPairs.party(caller), accept, pairs.now()));
    }

    @Operation(
            summary = "The doctor is away: suspend the contact until then",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @RequestBody(content = @Content(schema = @Schema(implementation = Pause.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/pause")
    ResponseEntity<String> pause(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.DOCTOR);
        limits.spend(caller, "pauses");
        Pause pause = command.body(Pause.class);
        DoctorId substitute = pause.substitute() == null
                ? null
                : DoctorId.parse(pause.substitute())
                        .orElseThrow(() ->
                                Problem.of("doctor-unknown").field("substitute").exception());
        if (substitute != null) {
            doctors.mustBeListed(caller.hospital(), substitute);
        }
        return handle(
                command,
                request,
                new PairCommand.PauseContact(
                        request.number(), KnownPairs.party(caller), until(pause.until()), substitute, pairs.now()));
    }

    @Operation(
            summary = "The doctor is back: the contact goes on, if nothing else suspends it",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/resumption")
    ResponseEntity<String> goOn(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.DOCTOR);
        limits.spend(caller, "pauses");
        return handle(command, request, new PairCommand.GoOn(request.number(), KnownPairs.party(caller), pairs.now()));
    }

    private ResponseEntity<String> handle(HttpCommand command, RequestId request, PairCommand meant) {
        Caller caller = command.caller();
        return command.respond(
                200,
                (Pair pair) -> RequestView.Outcome.of(
                        KnownPairs.known(pair), some -> alternatives.working(caller.hospital(), some)),
                RequestProblems::of,
                answer -> pairs.handle(caller, command.key(), request, meant, answer));
    }

    /** The store keeps milliseconds. */
    private static Instant until(@Nullable String until) {
        try {
            return Instant.parse(String.valueOf(until)).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw Problem.of("pause-malformed").field("until").exception();
        }
    }
}
