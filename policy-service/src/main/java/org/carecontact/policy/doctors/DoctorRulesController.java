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
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** A doctor's own rules, which only that doctor reads and sets. */
@RestController
final class DoctorRulesController {

    /** Daily hours as HH:mm, days from 1 Monday to 7 Sunday. */
    record HoursBody(
            @Nullable String from,
            @Nullable String to,
            @Nullable List<Integer> days) {}

    /** A time away; with a substitute, the patients are told to whom to turn. */
    record AbsenceBody(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String substitute) {}

    /**
     * Answers in the doctor's name wherever policy permits; the most restrictive that covers a request wins.
     *
     * @param answer ACCEPT, OFFER_ALTERNATIVE or REFUSE
     * @param alternative what OFFER_ALTERNATIVE offers
     */
    record AutoAnswerBody(
            @Nullable List<String> scenes,
            @Nullable List<String> purposes,
            @Nullable String answer,
            @Nullable String alternative) {}

    /** Without channels all that the other layers allow, without hours all times that they allow; empty lists welcome all. */
    record RulesBody(
            @Nullable Boolean optIn,
            @Nullable List<String> channels,
            @Nullable HoursBody hours,
            @Nullable Integer capacity,
            @Nullable List<String> scenes,
            @Nullable List<String> purposes,
            @Nullable AbsenceBody absence,
            @Nullable Wording answer,
            @Nullable List<AutoAnswerBody> autoAnswers) {}

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

    private static final List<Scene> SCENES = List.of(Scene.OUTPATIENT, Scene.INPATIENT, Scene.ONLINE);

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
        return doctors.find(caller.hospital(), DoctorAggregate.id(caller.hospital(), caller.person()))
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
        RulesBody body = command.body(RulesBody.class);
        if (body.optIn() == null) {
            throw Problem.of(400, "missing-field", "optIn is missing")
                    .field("optIn")
                    .remedy("Send true to be asked by patients, false not to be.")
                    .exception();
        }
        if (body.capacity() != null && body.capacity() < 0) {
            throw Problem.of(400, "bad-capacity", "capacity is the number of contacts at a time, 0 or more")
                    .field("capacity")
                    .remedy("Leave it out for no limit.")
                    .exception();
        }
        DoctorRules rules = new DoctorRules(
                body.optIn(),
                body.channels() == null
                        ? List.of(Channel.values())
                        : chosen("channels", body.channels(), List.of(Channel.values()), Enum::name),
                body.hours() == null ? null : hours(body.hours()),
                body.capacity(),
                scenes("scenes", body.scenes()),
                purposes("purposes", body.purposes()),
                body.absence() == null ? null : absence(body.absence()),
                body.answer(),
                body.autoAnswers() == null
                        ? List.of()
                        : body.autoAnswers().stream()
                                .map(DoctorRulesController::autoAnswer)
                                .toList(),
                0,
                null);
        SetRules set = new SetRules(rules, clock.instant());
        Function<KnownDoctor, String> answer = doctor -> command.render(view(doctor.rules()));
        ResponseEntity<String> said = command.respond(
                doctors.handle(
                        caller.hospital(),
                        DoctorAggregate.id(caller.hospital(), caller.person()),
                        command.key(),
                        set,
                        answer),
                200,
                answer,
                DoctorRulesController::face);
        news.changed(caller.hospital(), Set.of(caller.person()));
        return said;
    }

    private static AutoAnswer autoAnswer(@Nullable AutoAnswerBody body) {
        if (body == null || body.answer() == null) {
            throw Problem.of(400, "missing-field", "An automatic answer lacks its answer")
                    .field("autoAnswers.answer")
                    .remedy("Choose from " + List.of(AutoAnswer.Answer.values()) + ".")
                    .exception();
        }
        AutoAnswer.Answer answer = one("autoAnswers.answer", body.answer(), AutoAnswer.Answer.values());
        Remedy alternative =
                body.alternative() == null ? null : one("autoAnswers.alternative", body.alternative(), Remedy.values());
        if ((answer == AutoAnswer.Answer.OFFER_ALTERNATIVE) != (alternative != null)) {
            throw Problem.of(400, "bad-alternative", "OFFER_ALTERNATIVE names an alternative, the other answers none")
                    .field("autoAnswers.alternative")
                    .remedy("Choose from " + List.of(Remedy.values()) + ", or leave it out.")
                    .exception();
        }
        return new AutoAnswer(
                scenes("autoAnswers.scenes", body.scenes()),
                purposes("autoAnswers.purposes", body.purposes()),
                answer,
                alternative);
    }

    private static List<Scene> scenes(String field, @Nullable List<String> names) {
        return names == null ? List.of() : chosen(field, names, SCENES, Enum::name);
    }

    private static List<String> purposes(String field, @Nullable List<String> names) {
        return names == null ? List.of() : chosen(field, names, Fact.PURPOSE.vocabulary(), name -> name);
    }

    private static <E extends Enum<E>> E one(String field, String name, E[] choices) {
        return chosen(field, List.of(name), List.of(choices), Enum::name).getFirst();
    }

    private static <T> List<T> chosen(
            String field, List<String> names, Collection<T> choices, Function<? super T, String> name) {
        List<T> chosen =
                choices.stream().filter(one -> names.contains(name.apply(one))).toList();
        if (chosen.size() != names.stream().distinct().count()) {
            throw Problem.of(400, "unknown-value", "A value of " + field + " is not known here")
                    .field(field)
                    .remedy("Choose from " + choices.stream().map(name).toList() + ".")
                    .exception();
        }
        return chosen;
    }

    private static DoctorRules.Absence absence(AbsenceBody body) {
        if (body.from() == null || body.to() == null || !body.from().isBefore(body.to())) {
            throw Problem.of(400, "bad-absence", "An absence has a from and a later to")
                    .field("absence")
                    .remedy("Send both as 2026-12-01T00:00:00Z, or leave absence out.")
                    .exception();
        }
        return new DoctorRules.Absence(body.from(), body.to(), body.substitute());
    }

    private static Hours hours(HoursBody body) {
        try {
            if (body.from() != null
                    && body.to() != null
                    && body.days() != null
                    && !body.days().contains(null)) {
                return new Hours(body.from(), body.to(), body.days());
            }
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "bad-hours", "These hours can't be")
                    .detail(String.valueOf(e.getMessage()))
                    .field("hours")
                    .remedy("Send hours of one day as from 08:00 to 18:00 with days from 1 (Monday) to 7 (Sunday).")
                    .exception();
        }
        throw Problem.of(400, "missing-field", "hours needs from, to and days")
                .field("hours")
                .remedy("Send all three, or leave hours out for no hours of your own.")
                .exception();
    }

    private static Problem face(DoctorRejection rejection) {
        return switch (rejection) {
            case NoChannelChosen() ->
                Problem.of(422, "no-channel-chosen", "Who opts in names at least one channel")
                        .field("channels")
                        .remedy("Choose from " + List.of(Channel.values()) + ".");
            case AcceptsEverything() ->
                Problem.of(422, "accepts-everything", "Who accepts in advance names at least one purpose")
                        .field("autoAnswers.purposes")
                        .remedy("Choose from " + Fact.PURPOSE.vocabulary() + ".");
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
