package org.carecontact.request.triage;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.pairs.Alternatives;
import org.carecontact.request.pairs.domain.Alternative;
import org.carecontact.request.phrases.Wording;
import org.carecontact.request.statements.Statements;
import org.carecontact.request.statements.domain.Statement;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Grades a need before a page offers a request. */
@RestController
@RequestMapping("/triage")
@Tag(name = "triage")
final class TriageController {

    /**
     * The words to grade, without anything about the writer.
     *
     * @param need up to 500 characters
     */
    record NeedBody(@Nullable String need) {}

    /**
     * A grade and what to do first.
     *
     * @param alternatives of a routine question, the best first
     */
    record GradeView(Grade grade, Wording whatToDo, List<Alternative> alternatives) {}

    private final Triage triage;
    private final Statements statements;
    private final Alternatives alternatives;
    private final Limits limits;

    TriageController(Triage triage, Statements statements, Alternatives alternatives, Limits limits) {
        this.triage = triage;
        this.statements = statements;
        this.alternatives = alternatives;
        this.limits = limits;
    }

    @Operation(
            summary = "Grade a need: emergency, routine or request",
            description = "A grade only, never a word on treatment. Nothing is stored, nothing of the text is logged.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "422", description = "The need is missing or too long")
    @PostMapping
    GradeView grade(Caller caller, @RequestBody NeedBody body) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF);
        limits.spend(caller, "triage");
        String need = body.need();
        Grade grade = triage.grade(need, null);
        if (need == null || need.isBlank()) {
            throw statements
                    .problem(new Statement.Gap.Missing(Statement.Part.NEED))
                    .exception();
        }
        if (grade != Grade.EMERGENCY && need.length() > Statement.LONGEST_NEED) {
            throw statements.problem(new Statement.Gap.TooLong()).exception();
        }
        return switch (grade) {
            case EMERGENCY -> new GradeView(grade, triage.notices().emergency(), List.of());
            case ROUTINE ->
                new GradeView(grade, triage.notices().routine(), alternatives.ofHospital(caller.hospital()));
            case REQUEST -> new GradeView(grade, triage.notices().request(), List.of());
        };
    }
}
