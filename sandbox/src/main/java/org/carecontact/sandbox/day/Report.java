package org.carecontact.sandbox.day;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The outcome of a day, as a table for people and as one JSON object for scripts. */
public final class Report {

    /** One check and whether it holds. */
    record Check(String what, boolean holds, String detail) {}

    private static final Map<String, String> SCENES =
            Map.of("OUTPATIENT", "门诊结束后 outpatient", "INPATIENT", "住院治疗期间 inpatient", "ONLINE", "线上问诊 online");
    private static final Map<String, String> TYPES = Map.of(
            "PUBLIC_TERTIARY", "公立三级 public tertiary",
            "PRIVATE_SPECIALTY", "民营专科 private specialty",
            "INTERNET", "互联网医院 internet");
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<Cast.Result> results;
    private final Map<String, String> baseline = new HashMap<>();

    Report(List<Cast.Result> results) {
        this.results = results;
    }

    /** Takes the unverified percentages from the figures of oversight-service, to be shown beside what is measured. */
    void baseline(JsonNode oversight) {
        for (String table : List.of("byScene", "byInstitutionType")) {
            for (JsonNode row : oversight.path(table)) {
                baseline.put(
                        row.path("code").asString(""), row.path("seedBaseline").asString(""));
            }
        }
    }

    void figure(String name, Object value) {
        figures.put(name, value);
    }

    void check(String what, boolean holds, String detail) {
        checks.add(new Check(what, holds, detail));
    }

    /** Returns whether every check holds. */
    public boolean ok() {
        return checks.stream().allMatch(Check::holds);
    }

    /** Returns the checks that do not hold. */
    List<String> failures() {
        return checks.stream().filter(check -> !check.holds()).map(Check::what).toList();
    }

    /** Returns the report as one line of JSON. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>(figures);
        all.put("invariants_ok", ok());
        all.put(
                "failed_checks",
                checks.stream().filter(check -> !check.holds()).map(Check::what).toList());
        return Api.JSON.writeValueAsString(all);
    }

    /** Returns the report as a table. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row(
                "outcomes", "asked", "granted", "redirect", "declined", "withdrawn", "expired", "live %", "种子基线 %"));
        lines.add("-".repeat(116));
        for (String scene : List.of("OUTPATIENT", "INPATIENT", "ONLINE")) {
            lines.add(outcomes(
                    SCENES.getOrDefault(scene, scene),
                    results.stream()
                            .filter(result -> result.visit().scene().equals(scene))
                            .toList(),
                    baseline.getOrDefault(scene, "")));
        }
        lines.add("-".repeat(116));
        for (String type : List.of("PUBLIC_TERTIARY", "PRIVATE_SPECIALTY", "INTERNET")) {
            lines.add(outcomes(
                    TYPES.getOrDefault(type, type),
                    results.stream()
                            .filter(result ->
                                    result.visit().hospital().type().name().equals(type))
                            .toList(),
                    baseline.getOrDefault(type, "")));
        }
        lines.add("-".repeat(116));
        lines.add(outcomes("all", results, ""));
        lines.add("The 种子基线 (seed baseline) figures come from the articles behind this product and are unverified.");
        lines.add("");
        figures.forEach((name, value) -> lines.add("  %-28s %s".formatted(name, value)));
        lines.add("");
        for (Check check : checks) {
            lines.add("  %s  %s%s"
                    .formatted(
                            check.holds() ? "ok    " : "FAILED",
                            check.what(),
                            check.detail().isEmpty() ? "" : ": " + check.detail()));
        }
        return lines;
    }

    private static String outcomes(String name, List<Cast.Result> some, String baseline) {
        List<Cast.Result> asked =
                some.stream().filter(result -> result.request() != null).toList();
        long granted = asked.stream().filter(Report::granted).count();
        return row(
                name,
                String.valueOf(asked.size()),
                String.valueOf(granted),
                String.valueOf(count(asked, "REDIRECTED")),
                String.valueOf(count(asked, "DECLINED")),
                String.valueOf(count(asked, "WITHDRAWN")),
                String.valueOf(count(asked, "EXPIRED")),
                asked.isEmpty() ? "" : "%.1f".formatted(100.0 * granted / asked.size()),
                baseline);
    }

    static boolean granted(Cast.Result result) {
        return result.end().equals("GRANTED") || result.end().equals("ENDED");
    }

    static long count(List<Cast.Result> results, String end) {
        return results.stream().filter(result -> result.end().equals(end)).count();
    }

    static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static String row(String name, String... cells) {
        StringBuilder row = new StringBuilder("  ").append(name);
        // A Chinese character takes two columns.
        int width = name.chars().map(c -> c > 0x2e80 ? 2 : 1).sum();
        row.append(" ".repeat(Math.max(1, 32 - width)));
        for (String cell : cells) {
            int columns = cell.chars().map(c -> c > 0x2e80 ? 2 : 1).sum();
            row.append(" ".repeat(Math.max(1, 10 - columns))).append(cell);
        }
        return row.toString();
    }
}
