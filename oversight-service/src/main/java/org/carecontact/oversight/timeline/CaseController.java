package org.carecontact.oversight.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.oversight.ledger.Blocks;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.timeline.domain.CaseTimeline;
import org.carecontact.oversight.timeline.domain.TimelineNote;
import org.carecontact.oversight.timeline.domain.TimelineStep;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One case as a timeline, for the staff of its own hospital. */
@RestController
final class CaseController {

    private final Blocks blocks;
    private final TimelineNotes notes;

    CaseController(Blocks blocks, TimelineNotes notes) {
        this.blocks = blocks;
        this.notes = notes;
    }

    record CaseView(String request, String hospital, List<TimelineStepView> timeline) {}

    /**
     * One event of the case.
     *
     * @param copies how many records carried the event
     * @param evidence where the ledger holds it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TimelineStepView(
            Instant time,
            @Nullable String service,
            String event,
            @Nullable String outcome,
            List<String> reasons,
            List<String> alternatives,
            @Nullable String scene,
            @Nullable String institutionType,
            @Nullable String purpose,
            TimelineNotes.Text note,
            int copies,
            EvidenceView evidence) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EvidenceView(
            String block,
            long offset,
            @Nullable String id,
            @Nullable String sha256) {}

    @Operation(summary = "What happened to one request, in order, with the ledger's evidence")
    @GetMapping("/cases/{request}")
    CaseView timeline(Caller caller, @PathVariable String request) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        RequestId id =
                RequestId.parse(request).orElseThrow(() -> Problem.notFound().exception());
        List<TimelineStep> steps = CaseTimeline.of(blocks.ofRequest(caller.hospital(), id));
        if (steps.isEmpty()) {
            throw Problem.notFound().exception();
        }
        return new CaseView(
                request, caller.hospital(), steps.stream().map(this::view).toList());
    }

    private TimelineStepView view(TimelineStep step) {
        Entry entry = step.entry();
        return new TimelineStepView(
                entry.at(),
                entry.service(),
                entry.type(),
                entry.summary().outcome(),
                entry.summary().reasons(),
                entry.summary().alternatives(),
                entry.summary().scene(),
                entry.summary().institutionType(),
                entry.summary().purpose(),
                notes.text(TimelineNote.of(entry.event())),
                step.copies(),
                new EvidenceView(step.chain().block(step.block()), entry.offset(), entry.id(), entry.sha256()));
    }
}
