package org.carecontact.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** Measures one decision with JMH beside the same rules in Java, for {@code ./carecontact bench --decisions}. */
public final class Decisions {

    private static final double MOST_MICROSECONDS = 30;

    private Decisions() {}

    public static void main(String[] arguments) {
        System.exit(ScriptCommand.run(new Start(), arguments));
    }

    @Command(name = "bench")
    private static final class Start implements Callable<Integer> {

        @Mixin
        private final DecisionOptions options = new DecisionOptions();

        @Override
        public Integer call() throws RunnerException {
            int _ = options.cases();
            return measure() ? 0 : 1;
        }
    }

    private static boolean measure() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(OneDecision.class.getName())
                        .mode(Mode.SampleTime)
                        .mode(Mode.AverageTime)
                        .forks(2)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .threads(1)
                        .jvmArgs("-Xmx256m", "--sun-misc-unsafe-memory-access=allow")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, Double> median = new LinkedHashMap<>();
        Map<String, Double> mean = new LinkedHashMap<>();
        for (RunResult one : results) {
            String name = one.getPrimaryResult().getLabel();
            if (one.getParams().getMode() == Mode.SampleTime) {
                median.put(name, one.getPrimaryResult().getStatistics().getPercentile(50));
            } else {
                mean.put(name, one.getPrimaryResult().getScore());
            }
        }
        double ours = figure(median, "fiveLayersOfTwentyRules");
        double ratio = figure(mean, "fiveLayersOfTwentyRules") / figure(mean, "byHand");
        boolean ok = ours <= MOST_MICROSECONDS;
        System.out.printf("%none decision, one thread, JMH: median and mean, microseconds%n");
        line("5 layers of 20 rules", median, mean, "fiveLayersOfTwentyRules");
        line("the same rules in Java, outcome only", median, mean, "byHand");
        line("the shipped policies", median, mean, "shippedPolicies");
        System.out.printf(
                "  5 layers of 20 rules: %.2f, at most %.0f: %s; %.0f times the rules in Java (means)%n",
                ours, MOST_MICROSECONDS, ok ? "ok" : "MISSED", ratio);
        System.out.printf("  published, not measured here and on other hardware:%n");
        System.out.printf("    %-38s %9.2f%n", "OPA, median, its example of RBAC", 35.846);
        System.out.printf(
                "    (Open Policy Agent documentation, Policy Performance, \"opa bench\", read 2026-11-25)%n");
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("decision_median_us", rounded(ours));
        figures.put("decision_mean_us", rounded(figure(mean, "fiveLayersOfTwentyRules")));
        figures.put("by_hand_mean_us", rounded(figure(mean, "byHand")));
        figures.put("shipped_median_us", rounded(figure(median, "shippedPolicies")));
        figures.put("ratio_to_by_hand", rounded(ratio));
        figures.put("published_opa_median_us", 35.846);
        figures.put("ok", ok);
        System.out.println(new JsonMapper().writeValueAsString(figures));
        return ok;
    }

    private static void line(String title, Map<String, Double> median, Map<String, Double> mean, String name) {
        System.out.printf("    %-38s %9.2f %9.2f%n", title, figure(median, name), figure(mean, name));
    }

    private static double figure(Map<String, Double> all, String name) {
        Double figure = all.get(name);
        if (figure == null) {
            throw new IllegalStateException("not measured: " + name);
        }
        return figure;
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }
}
