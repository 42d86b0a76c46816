package org.carecontact.request;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.domain.Alternative;
import org.carecontact.request.domain.Grade;
import org.carecontact.request.domain.Statement;
import org.carecontact.request.domain.Wording;
import org.carecontact.request.triage.Triage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a page shows before it offers a request. */
@RestController
@RequestMapping("/triage")
@Tag(name = "triage")
final class TriageController {

    /**
     * What was written, and nothing of whom.
     *
     * @param need up to 500 characters
     */
    record Need(@Nullable String need) {}

    /**
     * A grade and what comes first with it.
     *
     * @param alternatives of a routine question, the best first
     */
    record Graded(Grade grade, Wording whatToDo, List<Alternative> alternatives) {}

    /** With every grade: no rule and no model sees every emergency. */
    private static final Wording IF_URGENT =
            new Wording("如情况紧急,请立即拨打120或前往急诊。", "If it is urgent, call 120 or go to an emergency department now.");

    private static final Wording ROUTINE = new Wording(
            "这是常见问题,请先查看医院的常见问题解答或使用下列渠道;仍需要时可以继续提出申请。" + IF_URGENT.zh(),
            "This is a common question: look into the hospital's answers or use one of these channels first; you may"
                    + " still go on to a request. " + IF_URGENT.en());
    private static final Wording REQUEST =
            new Wording("可以提出联系申请。" + IF_URGENT.zh(), "You may submit a request. " + IF_URGENT.en());

    private final Triage triage;
    private final LandingProperties landing;

    TriageController(Triage triage, LandingProperties landing) {
        this.triage = triage;
        this.landing = landing;
    }

    @Operation(
            summary = "Grade a need: emergency, routine or request",
            description = "A grade only, never a word on treatment. Nothing is stored, nothing of the text is logged.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "422", description = "The need is missing or too long")
    @PostMapping
    Graded grade(Caller caller, @RequestBody Need body) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF);
        String need = body.need();
        Grade grade = triage.grade(need, null);
        if (need == null || need.isBlank()) {
            throw Refusals.face(new Statement.Gap.Missing(Statement.Part.NEED)).exception();
        }
        if (grade != Grade.EMERGENCY && need.length() > Statement.LONGEST_NEED) {
            throw Refusals.face(new Statement.Gap.TooLong()).exception();
        }
        return switch (grade) {
            case EMERGENCY -> new Graded(grade, Triage.WHAT_TO_DO, List.of());
            case ROUTINE -> new Graded(grade, ROUTINE, landing.ofHospital(caller.hospital()));
            case REQUEST -> new Graded(grade, REQUEST, List.of());
        };
    }
}
