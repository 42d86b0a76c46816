package org.carecontact.oversight.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.oversight.figures.SeedBaseline.Baseline;
import org.carecontact.oversight.figures.SeedBaseline.Label;
import org.carecontact.oversight.figures.domain.Figures;
import org.carecontact.oversight.figures.domain.Outcomes;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Outcomes and times, beside the seed baseline. */
@RestController
final class FiguresController {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final RequestFacts facts;
    private final Labels labels;
    private final Baseline baseline;
    private final int most;

    FiguresController(
            RequestFacts facts,
            Labels labels,
            SeedBaseline baseline,
            @Value("${carecontact.figures.requests-held:100000}") int most) {
        this.facts = facts;
        this.labels = labels;
        this.baseline = baseline.baseline();
        this.most = most;
    }

    /**
     * @param hospital null when it is all of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            Instant since,
            @Nullable String hospital,
            Row total,
            List<Row> byScene,
            List<Row> byInstitutionType,
            Times submitToDecision,
            Times submitToGranted,
            Baseline seedBaseline) {}

    /**
     * One line of a table.
     *
     * @param successRate granted of submitted, percent; null without requests
     * @param seedBaseline percent that the article claims for it; null when it claims none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String code,
            Label label,
            long submitted,
            long granted,
            long redirected,
            long declined,
            long withdrawn,
            long expired,
            long deferredOnce,
            long ended,
            long open,
            @Nullable Double successRate,
            @Nullable Double seedBaseline) {

        static Row of(String code, Label label, Outcomes outcomes, @Nullable Double seedBaseline) {
            return new Row(
                    code,
                    label,
                    outcomes.submitted(),
                    outcomes.granted(),
                    outcomes.redirected(),
                    outcomes.declined(),
                    outcomes.withdrawn(),
                    outcomes.expired(),
                    outcomes.deferredOnce(),
                    outcomes.ended(),
                    outcomes.open(),
                    outcomes.successRate(),
                    seedBaseline);
        }
    }

    /** Milliseconds, to three significant digits. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Times(
            long count, @Nullable Long medianMs, @Nullable Long p99Ms) {

        static Times of(Histogram durations) {
            long count = durations.getTotalCount();
            return count == 0
                    ? new Times(0, null, null)
                    : new Times(count, durations.getValueAtPercentile(50), durations.getValueAtPercentile(99));
        }
    }

    @Operation(summary = "Outcomes and times, beside the seed baseline")
    @GetMapping("/figures")
    Answer figures(Caller caller, @RequestParam(required = false) @Nullable String since) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR, Role.OPERATOR);
        Optional<String> hospital = caller.role() == Role.OPERATOR ? Optional.empty() : Optional.of(caller.hospital());
        Instant from = since == null ? EARLIEST : instant(since);
        Figures figures = facts.figures(hospital, from, most);
        return new Answer(
                from,
                hospital.orElse(null),
                Row.of("ALL", labels.all(), figures.total(), baseline.percent("success")),
                rows(labels.scenes(), figures::ofScene, "scene."),
                rows(labels.institutionTypes(), figures::ofInstitutionType, "institution."),
                Times.of(figures.toDecision()),
                Times.of(figures.toGranted()),
                baseline);
    }

    private List<Row> rows(Map<String, Label> labels, Function<String, Outcomes> of, String claims) {
        List<Row> rows = new ArrayList<>();
        labels.forEach((code, label) -> {
            Outcomes outcomes = of.apply(code);
            Double claimed = baseline.claims().stream()
                    .filter(claim -> claim.id().equals(claims + code))
                    .findFirst()
                    .map(SeedBaseline.Claim::percent)
                    .orElse(null);
            if (claimed != null || outcomes.submitted() > 0) {
                rows.add(Row.of(code, label, outcomes, claimed));
            }
        });
        return rows;
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw badSince();
        }
        throw badSince();
    }

    private static ErrorResponseException badSince() {
        return Problem.of("bad-since").field("since").exception();
    }
}
