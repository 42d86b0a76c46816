package org.carecontact.oversight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.oversight.SeedBaseline.Baseline;
import org.carecontact.oversight.SeedBaseline.Label;
import org.carecontact.oversight.domain.Durations;
import org.carecontact.oversight.domain.Figures;
import org.carecontact.oversight.domain.Outcomes;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Outcomes and times, beside the seed baseline. */
@RestController
final class FiguresController {

    private static final Map<String, Label> SCENES = new java.util.LinkedHashMap<>();
    private static final Map<String, Label> INSTITUTION_TYPES = new java.util.LinkedHashMap<>();

    static {
        SCENES.put("OUTPATIENT", new Label("门诊结束后", "outpatient"));
        SCENES.put("INPATIENT", new Label("住院治疗期间", "inpatient"));
        SCENES.put("ONLINE", new Label("线上问诊平台", "online"));
        SCENES.put("NONE", new Label("无就诊场景", "no encounter"));
        SCENES.put(Figures.UNKNOWN, new Label("尚未评估", "not assessed yet"));
        INSTITUTION_TYPES.put("PUBLIC_TERTIARY", new Label("公立三级医院", "public tertiary hospital"));
        INSTITUTION_TYPES.put("PRIVATE_SPECIALTY", new Label("民营专科医院", "private specialty hospital"));
        INSTITUTION_TYPES.put("INTERNET", new Label("互联网医院", "internet hospital"));
        INSTITUTION_TYPES.put(Figures.UNKNOWN, new Label("尚未评估", "not assessed yet"));
    }

    private final Ledger ledger;
    private final Baseline baseline;
    private final int most;

    FiguresController(
            Ledger ledger, SeedBaseline baseline, @Value("${carecontact.figures.requests-held:100000}") int most) {
        this.ledger = ledger;
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

    /** Milliseconds, at most 0.8 % below the exact quantile. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Times(
            long count, @Nullable Long medianMs, @Nullable Long p99Ms) {

        static Times of(Durations durations) {
            return new Times(durations.count(), value(durations.quantile(0.5)), value(durations.quantile(0.99)));
        }

        private static @Nullable Long value(OptionalLong quantile) {
            return quantile.isPresent() ? Long.valueOf(quantile.getAsLong()) : null;
        }
    }

    @GetMapping("/figures")
    Answer figures(Caller caller, @RequestParam(required = false) @Nullable String since) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR, Role.OPERATOR);
        Optional<String> hospital = caller.role() == Role.OPERATOR ? Optional.empty() : Optional.of(caller.hospital());
        Instant from = since == null ? Instant.EPOCH : instant(since);
        Figures figures = ledger.figures(hospital, from, most);
        return new Answer(
                from,
                hospital.orElse(null),
                Row.of("ALL", new Label("全部", "all"), figures.total(), baseline.percent("success")),
                rows(SCENES, figures::ofScene, "scene."),
                rows(INSTITUTION_TYPES, figures::ofInstitutionType, "institution."),
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
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.of(400, "bad-since", "since is not a point in time")
                    .field("since")
                    .remedy("Write it as 2026-11-01T00:00:00Z.")
                    .exception();
        }
    }
}
