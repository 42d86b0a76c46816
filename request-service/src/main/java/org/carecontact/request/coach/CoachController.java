package org.carecontact.request.coach;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.pairs.LandingProperties;
import org.carecontact.request.pairs.domain.Purpose;
import org.carecontact.request.statements.Statements;
import org.carecontact.request.statements.domain.Statement;
import org.carecontact.request.triage.Grade;
import org.carecontact.request.triage.Triage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Helps the patient side to write to a doctor; nothing of a text is stored or logged. */
@RestController
@RequestMapping("/coach")
@Tag(name = "coach")
final class CoachController {

    /**
     * A written message.
     *
     * @param text up to 500 characters
     * @param noEmergency as in a request
     */
    record MessageBody(@Nullable String text, @Nullable Boolean noEmergency) {}

    /**
     * The parts of a message to compose; the token says whether a patient or family writes.
     *
     * @param doctor how the doctor is addressed, as 王主任
     * @param name the patient's
     * @param visit when and where they met, as 上周三在您门诊就诊
     * @param noEmergency as in a request
     */
    record PartsBody(
            @Nullable String doctor,
            @Nullable String name,
            @Nullable String visit,
            @Nullable String purpose,
            @Nullable String need,
            @Nullable Boolean noEmergency) {}

    /**
     * How well a message keeps the rules.
     *
     * @param uploadLink where pictures and monitoring data go; null when the message mentions none
     */
    record AdviceView(
            int score,
            int of,
            List<Coach.Failed> failed,
            @Nullable String better,
            @Nullable String uploadLink) {}

    private static final int LONGEST_FIELD = 60;
    private static final Statement.Promises PROMISES = new Statement.Promises(true, true, true);
    private static final Statement.Privacy PRIVACY = new Statement.Privacy(true, true);

    private final Coach coach;
    private final Triage triage;
    private final Statements statements;
    private final LandingProperties landing;
    private final Limits limits;

    CoachController(Coach coach, Triage triage, Statements statements, LandingProperties landing, Limits limits) {
        this.coach = coach;
        this.triage = triage;
        this.statements = statements;
        this.landing = landing;
        this.limits = limits;
    }

    @Operation(
            summary = "Compose a courteous message in three parts",
            description = "Medical need, promises of use, privacy. Nothing is stored, nothing of the text is logged.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "422", description = "An emergency, no medical need, or a field missing or too long")
    @PostMapping("/compositions")
    Coach.Composed compose(Caller caller, @RequestBody PartsBody fields) {
        caller.mustBe(Role.PATIENT, Role.FAMILY);
        limits.spend(caller, "coach");
        emergencyFirst("need", fields.need(), fields.noEmergency());
        emergencyFirst("visit", fields.visit(), fields.noEmergency());
        statements.mustBeWhole(new Statement(fields.purpose(), fields.need(), PROMISES, PRIVACY));
        return coach.compose(new Coach.Parts(
                brief("doctor", fields.doctor()),
                brief("name", fields.name()),
                caller.role() == Role.FAMILY
                        ? Optional.ofNullable(caller.relation()).orElse("FAMILY")
                        : null,
                brief("visit", fields.visit()),
                Purpose.valueOf(String.valueOf(fields.purpose())),
                String.valueOf(fields.need())));
    }

    @Operation(
            summary = "Check a message rule by rule",
            description =
                    "Names each rule it breaks, why, and a better sentence. Nothing is stored, nothing of the text"
                            + " is logged.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "422", description = "An emergency, or the text is missing or too long")
    @PostMapping("/checks")
    AdviceView check(Caller caller, @RequestBody MessageBody message) {
        caller.mustBe(Role.PATIENT, Role.FAMILY);
        limits.spend(caller, "coach");
        String text = message.text();
        emergencyFirst("text", text, message.noEmergency());
        if (text == null || text.isBlank()) {
            throw Problem.of("text-missing").field("text").exception();
        }
        if (text.length() > Statement.LONGEST_NEED) {
            throw tooLong("text", Statement.LONGEST_NEED);
        }
        Coach.Checked checked = coach.check(text);
        boolean records = checked.failed().stream().anyMatch(one -> one.rule() == Coach.Rule.MEDIA);
        return new AdviceView(
                checked.score(),
                checked.of(),
                checked.failed(),
                checked.better(),
                records ? landing.upload(caller.hospital()) : null);
    }

    private void emergencyFirst(String field, @Nullable String text, @Nullable Boolean noEmergency) {
        if (triage.grade(text, noEmergency) == Grade.EMERGENCY) {
            throw Triage.emergency(field).exception();
        }
    }

    private static @Nullable String brief(String field, @Nullable String value) {
        if (value != null && value.length() > LONGEST_FIELD) {
            throw tooLong(field, LONGEST_FIELD);
        }
        return value == null || value.isBlank() ? null : value;
    }

    private static RuntimeException tooLong(String field, int longest) {
        return Problem.of("text-too-long").field(field).with("longest", longest).exception();
    }
}
