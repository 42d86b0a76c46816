package org.carecontact.oversight.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.oversight.figures.FigureLabels.Label;
import org.carecontact.oversight.figures.SeedBaseline.Baseline;
import org.carecontact.oversight.figures.domain.InstitutionType;
import org.carecontact.oversight.figures.domain.Outcomes;
import org.carecontact.oversight.figures.domain.Scene;
import org.carecontact.oversight.ledger.Blocks;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Outcomes and times, beside the seed baseline. */
@RestController
final class FiguresController {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final RequestFigures figures;
    private final FigureLabels labels;
    private final Baseline baseline;

    FiguresController(
            Blocks blocks,
            FigureLabels labels,
            SeedBaseline baseline,
            @Value("${carecontact.figures.requests-held:100000}") int most) {
        this.figures = new RequestFigures(blocks, most);
        this.labels = labels;
        this.baseline = baseline.baseline();
    }

    /**
     * The figures of one hospital or of all.
     *
     * @param hospital null when it is all of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FiguresView(
            Instant since,
            @Nullable String hospital,
            RowView total,
            List<RowView> byScene,
            List<RowView> byInstitutionType,
            TimesView submitToDecision,
            TimesView submitToGranted,
            Baseline seedBaseline) {}

    /**
     * One line of a table.
     *
     * @param successRate granted of submitted, percent; null without requests
     * @param seedBaseline percent that the article claims for it; null when it claims none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RowView(
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

        static RowView of(String code, Label label, Outcomes outcomes, @Nullable Double seedBaseline) {
            return new RowView(
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

    /** Milliseconds, exact to three digits; no quantiles without durations. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TimesView(
            long count, @Nullable Long medianMs, @Nullable Long p99Ms) {

        static TimesView of(Histogram durations) {
            return durations.getTotalCount() == 0
                    ? new TimesView(0, null, null)
                    : new TimesView(
                            durations.getTotalCount(),
                            durations.getValueAtPercentile(50),
                            durations.getValueAtPercentile(99));
        }
    }

    @Operation(summary = "How requests ended and how long they took, beside the seed baseline")
    @GetMapping("/figures")
    FiguresView figures(Caller caller, @RequestParam(required = false) @Nullable String since) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR, Role.OPERATOR);
        Optional<String> hospital = caller.role() == Role.OPERATOR ? Optional.empty() : Optional.of(caller.hospital());
        Instant from = since == null ? Instant.EPOCH : instant(since);
        RequestFigures.Result result = figures.since(from, hospital);
        return new FiguresView(
                from,
                hospital.orElse(null),
                RowView.of("ALL", labels.all(), result.figures().total(), baseline.percent("success")),
                rows(Scene.values(), labels::of, result.figures()::ofScene, "scene."),
                rows(InstitutionType.values(), labels::of, result.figures()::ofInstitutionType, "institution."),
                TimesView.of(result.toDecision()),
                TimesView.of(result.toGranted()),
                baseline);
    }

    private <C extends Enum<C>> List<RowView> rows(
            C[] codes, Function<C, Label> label, Function<C, Outcomes> of, String claims) {
        List<RowView> rows = new ArrayList<>();
        for (C code : codes) {
            Outcomes outcomes = of.apply(code);
            Double claimed = baseline.claims().stream()
                    .filter(claim -> claim.id().equals(claims + code))
                    .findFirst()
                    .map(SeedBaseline.Claim::percent)
                    .orElse(null);
            if (claimed != null || outcomes.submitted() > 0) {
                rows.add(RowView.of(code.name(), label.apply(code), outcomes, claimed));
            }
        }
        return rows;
    }

    private static Instant instant(String text) {
        try {
            Instant since = Instant.parse(text);
            if (!since.isBefore(EARLIEST) && since.isBefore(LATEST)) {
                return since;
            }
        } catch (DateTimeException e) {
            throw badSince();
        }
        throw badSince();
    }

    private static RuntimeException badSince() {
        return Problem.of("bad-since").field("since").exception();
    }
}
