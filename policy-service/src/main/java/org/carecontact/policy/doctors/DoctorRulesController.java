package org.carecontact.policy.doctors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.doctors.domain.AutoAnswer;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorCommand.SetRules;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.DoctorRejection.AcceptsEverything;
import org.carecontact.policy.doctors.domain.DoctorRejection.NoChannelChosen;
import org.carecontact.policy.doctors.domain.DoctorRules;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Purposes;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** A doctor's own rules, which only that doctor reads and sets. */
@RestController
final class DoctorRulesController {

    record RulesView(
            boolean optIn,
            List<String> channels,
            @Nullable Hours hours,
            @Nullable Integer capacity,
            List<String> scenes,
            List<String> purposes,
            DoctorRules.@Nullable Absence absence,
            @Nullable Wording answer,
            List<AutoAnswer> autoAnswers,
            int version,
            @Nullable Instant changedAt) {}

    private final Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors;
    private final DoctorNews news;
    private final Clock clock;

    DoctorRulesController(
            Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors,
            DoctorNews news,
            Kernel kernel) {
        this.doctors = doctors;
        this.news = news;
        this.clock = kernel.clock();
    }

    @Operation(summary = "The doctor's own rules; not opted in until the doctor says so")
    @GetMapping("/doctors/me/rules")
    RulesView rules(Caller caller) {
        caller.mustBe(Role.DOCTOR);
        return doctors.find(caller.hospital(), DoctorAggregate.id(caller.hospital(), doctor(caller)))
                .map(stored -> view(stored.state().rules()))
                .orElseGet(() -> view(DoctorRules.NONE));
    }

    @Operation(
            summary = "Set the doctor's own rules",
            description =
                    "They hold from the next decision on, also for the cases that wait for the doctor, and can only narrow what the other layers allow.",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = RulesBody.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RulesView.class)))
    @ApiResponse(responseCode = "400", description = "A field is missing or malformed; field and remedy say which")
    @ApiResponse(
            responseCode = "422",
            description =
                    "Opted in without any channel, an acceptance in advance without purposes, or the key came with another body")
    @PutMapping("/doctors/me/rules")
    ResponseEntity<String> set(HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.DOCTOR);
        DoctorId doctor = doctor(caller);
        SetRules set = new SetRules(command.body(RulesBody.class).rules(), clock.instant());
        ResponseEntity<String> response = command.respond(
                200,
                (KnownDoctor known) -> view(known.rules()),
                DoctorRulesController::problem,
                answer -> doctors.handle(
                        caller.hospital(), DoctorAggregate.id(caller.hospital(), doctor), command.key(), set, answer));
        news.changed(caller.hospital(), Set.of(doctor));
        return response;
    }

    private static DoctorId doctor(Caller caller) {
        return DoctorId.parse(caller.person())
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static Problem problem(DoctorRejection rejection) {
        return switch (rejection) {
            case NoChannelChosen() ->
                Problem.of("no-channel-chosen")
                        .with("choices", List.of(Channel.values()))
                        .field("channels");
            case AcceptsEverything() ->
                Problem.of("accepts-everything").with("choices", Purposes.ALL).field("autoAnswers.purposes");
        };
    }

    private static RulesView view(DoctorRules rules) {
        return new RulesView(
                rules.optIn(),
                rules.channels().stream().map(Enum::name).toList(),
                rules.hours(),
                rules.capacity(),
                rules.scenes().stream().map(Enum::name).toList(),
                rules.purposes(),
                rules.absence(),
                rules.answer(),
                rules.autoAnswers(),
                rules.version(),
                rules.changedAt());
    }
}
