package org.carecontact.oversight.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.timeline.domain.CaseTimeline;
import org.carecontact.oversight.timeline.domain.Step;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One case as a timeline. */
@RestController
final class CaseController {

    private final CaseSteps steps;
    private final Notes notes;

    CaseController(CaseSteps steps, Notes notes) {
        this.steps = steps;
        this.notes = notes;
    }

    record Case(String request, String hospital, List<Happening> timeline) {}

    /**
     * @param copies how many records carried the event
     * @param evidence where the ledger holds it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Happening(
            Instant time,
            @Nullable String service,
            String event,
            @Nullable String outcome,
            List<String> reasons,
            List<String> alternatives,
            @Nullable String scene,
            @Nullable String institutionType,
            @Nullable String purpose,
            Notes.Note note,
            int copies,
            Evidence evidence) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Evidence(
            String block,
            long offset,
            @Nullable String id,
            @Nullable String sha256) {}

    @Operation(summary = "One case as a timeline, each step with its evidence in the ledger")
    @GetMapping("/cases/{request}")
    Case timeline(Caller caller, @PathVariable String request) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        List<Step> timeline = RequestId.parse(request)
                .map(id -> CaseTimeline.of(steps.ofRequest(caller.hospital(), id)))
                .orElse(List.of());
        if (timeline.isEmpty()) {
            throw Problem.notFound().exception();
        }
        return new Case(
                request, caller.hospital(), timeline.stream().map(this::view).toList());
    }

    private Happening view(Step step) {
        Entry entry = step.entry();
        return new Happening(
                entry.at(),
                entry.service(),
                entry.type(),
                entry.summary().outcome(),
                entry.summary().reasons(),
                entry.summary().alternatives(),
                entry.summary().scene(),
                entry.summary().institutionType(),
                entry.summary().purpose(),
                notes.of(
                        entry.type(), entry.summary().outcome(), entry.summary().reasons()),
                step.copies(),
                new Evidence(step.chain().block(step.block()), entry.offset(), entry.id(), entry.sha256()));
    }
}
