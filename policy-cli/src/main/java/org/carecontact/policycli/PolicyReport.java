package org.carecontact.policycli;

import java.io.PrintStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints the answers of policy-service as lines for an officer to read. */
final class PolicyReport {

    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream out;

    PolicyReport(PrintStream out) {
        this.out = out;
    }

    /** What policy-service said as it said it. */
    void asItIs(Stream<String> lines) {
        lines.forEach(out::println);
    }

    /** The explanation of a decision, in its own language. */
    void explanation(Stream<String> lines) {
        JsonNode told = JSON.readTree(lines.collect(Collectors.joining("\n")));
        boolean chinese = told.path("language").asString().equals("zh");
        out.println(
                told.path("request").asString() + "  " + told.path("outcome").asString());
        section(chinese ? "三项判断" : "verdicts");
        for (JsonNode one : told.path("verdicts")) {
            out.println("  " + (one.path("pass").asBoolean() ? "✓ " : "✗ ")
                    + one.path("principle").asString());
            one.path("reasons").forEach(reason -> out.println("      " + reason.asString()));
        }
        section(chinese ? "逐条规则" : "rule by rule");
        for (JsonNode one : told.path("rules")) {
            out.println("  %-7s %-7s %s %s  %s"
                    .formatted(
                            text(one, "result"),
                            text(one, "effect"),
                            text(one, "policy"),
                            text(one, "rule"),
                            text(one, "title")));
            out.println("                  when: " + text(one, "when"));
            out.println("                  " + (chinese ? "依据:" : "source: ") + text(one, "source"));
        }
        section(chinese ? "事实" : "facts");
        told.path("facts").properties().forEach(fact -> fact(fact.getKey(), fact.getValue()));
        section(chinese ? "信任信号(仅供参考)" : "trust signals, which only advise");
        told.path("signals").properties().forEach(signal -> fact(signal.getKey(), signal.getValue()));
        section(chinese ? "其他方式" : "alternatives");
        for (JsonNode one : told.path("alternatives")) {
            out.println("  " + text(one, "kind") + "  " + text(one, "link"));
        }
        section(chinese ? "所用规则版本" : "policies");
        told.path("policies").forEach(one -> out.println("  " + one.asString()));
        Stream.of("doctorAnswered", "doctorSays", "substitute", "review")
                .filter(told::hasNonNull)
                .forEach(name -> out.println(told.path(name).asString()));
    }

    /** A what-if, each line as it comes. */
    void whatIf(Stream<String> lines) {
        lines.forEach(this::whatIf);
    }

    private void whatIf(String line) {
        JsonNode said = JSON.readTree(line);
        JsonNode changed = said.path("changed");
        JsonNode progress = said.path("progress");
        if (progress.isObject()) {
            out.println("… " + progress.path("cases").asLong() + " cases, "
                    + progress.path("changed").asLong() + " would change");
        } else if (changed.isObject()) {
            out.println("%s  %s -> %s  %s"
                    .formatted(
                            text(changed, "request"),
                            text(changed, "before"),
                            text(changed, "after"),
                            changed.path("rules")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList()));
        } else {
            summary(said.path("summary"));
        }
    }

    private void summary(JsonNode summary) {
        out.println(summary.path("cases").asLong() + " cases, "
                + summary.path("changed").asLong() + " would change");
        out.println("%-16s %-20s %-8s %10s %10s".formatted("by", "", "outcome", "before", "after"));
        summary.path("counts")
                .properties()
                .forEach(dimension -> dimension
                        .getValue()
                        .properties()
                        .forEach(value -> value.getValue()
                                .properties()
                                .forEach(outcome -> out.println("%-16s %-20s %-8s %10d %10d"
                                        .formatted(
                                                dimension.getKey(),
                                                value.getKey(),
                                                outcome.getKey(),
                                                outcome.getValue()
                                                        .path("before")
                                                        .asLong(),
                                                outcome.getValue().path("after").asLong())))));
    }

    /** Prints a refusal (RFC 9457) with its remedy. */
    void problem(int status, String answer) {
        try {
            JsonNode problem = JSON.readTree(answer);
            out.println(status + " " + text(problem, "title"));
            Stream.of("detail", "remedy").filter(problem::hasNonNull).forEach(name -> out.println(text(problem, name)));
        } catch (JacksonException e) {
            out.println(status + " " + answer);
        }
    }

    private void section(String title) {
        out.println();
        out.println(title);
    }

    private void fact(String name, JsonNode value) {
        out.println("  " + name + " = " + value.asString());
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
