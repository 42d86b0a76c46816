package org.carecontact.policy.documents;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Sheet;
import org.carecontact.policy.rules.domain.When;
import org.jspecify.annotations.Nullable;

/**
 * When a rule applies, in CEL (cel.dev), read and typed once against the published facts. Only comparisons of a fact
 * with values, joined by and, or and not, are let in: so the cost is the length, and {@link Step}s are all it takes.
 */
final class Expression implements When {

    private static final int LONGEST = 1_000;
    private static final int MOST_STEPS = 120;
    private static final int DEEPEST = 24;

    private static final Map<String, Fact> FACTS = new HashMap<>();
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("_==_", "=="),
            Map.entry("_!=_", "!="),
            Map.entry("_<_", "<"),
            Map.entry("_<=_", "<="),
            Map.entry("_>_", ">"),
            Map.entry("_>=_", ">="),
            Map.entry("@in", "in"),
            Map.entry("_&&_", "&&"),
            Map.entry("_||_", "||"),
            Map.entry("!_", "!"));
    private static final Set<String> JOINING = Set.of("_&&_", "_||_", "!_");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '\\(?([^')]*)\\)?'.*");
    private static final Pattern RESULT = Pattern.compile("expected type 'bool' but found '([^']*)'");
    private static final CelCompiler COMPILER;

    static {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros()
                .setOptions(CelOptions.current()
                        .maxExpressionCodePointSize(LONGEST)
                        .maxParseRecursionDepth(DEEPEST)
                        .build())
                .setResultType(SimpleType.BOOL);
        for (Fact fact : Fact.values()) {
            FACTS.put(fact.label(), fact);
            builder.addVar(fact.label(), type(fact));
        }
        COMPILER = builder.build();
    }

    private final String text;
    private final Step step;
    private final Map<Fact, Set<Object>> compared;

    private Expression(String text, Step step, Map<Fact, Set<Object>> compared) {
        this.text = text;
        this.step = step;
        this.compared = compared;
    }

    /**
     * Compiles it.
     *
     * @throws PolicyRefused with line and column within the document of everything that is wrong with it
     */
    static Expression compile(Entry entry) {
        String text = entry.text();
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw entry.refused("the condition is longer than " + LONGEST + " characters; split the rule");
        }
        try {
            CelAbstractSyntaxTree ast = COMPILER.compile(text).getAst();
            Map<Fact, Set<Object>> compared = new EnumMap<>(Fact.class);
            Step step = new Reading(entry, ast, compared).walk(ast.getExpr());
            if (step.cost() > MOST_STEPS) {
                throw entry.refused("the condition takes " + step.cost() + " steps, at most " + MOST_STEPS
                        + " are allowed; split the rule or compare with 'in'");
            }
            return new Expression(text, step, compared);
        } catch (CelValidationException e) {
            throw PolicyRefused.of(e.getErrors().stream()
                    .limit(1)
                    .map(issue -> entry.at(
                            issue.getSourceLocation().getLine(),
                            issue.getSourceLocation().getColumn(),
                            explain(text, issue)))
                    .toList());
        }
    }

    @Override
    public Answer over(Sheet sheet) {
        return switch (step.over(sheet)) {
            case YES -> Answer.YES;
            case NO -> Answer.NO;
            case UNKNOWN -> {
                EnumSet<Fact> missing = EnumSet.noneOf(Fact.class);
                step.missing(sheet, missing);
                yield Answer.unknown(List.copyOf(missing));
            }
        };
    }

    @Override
    public String text() {
        return text;
    }

    /** The facts that it names, each with the values that it compares them with. */
    Map<Fact, Set<Object>> compared() {
        return compared;
    }

    static @Nullable Fact fact(String label) {
        return FACTS.get(label);
    }

    /** What was meant by a name that does not exist. */
    static String known(String wrong) {
        String nearest = FACTS.keySet().stream()
                .min(Comparator.<String>comparingInt(label -> distance(label, wrong))
                        .thenComparing(label -> label))
                .orElse("");
        String hint = distance(nearest, wrong) <= 3 ? "; did you mean '" + nearest + "'?" : "";
        return "unknown fact '" + wrong + "'" + hint + " Known facts: "
                + String.join(", ", new TreeSet<>(FACTS.keySet()));
    }

    private static String explain(String text, CelIssue issue) {
        String message = issue.getMessage();
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            return Set.of("all", "exists", "exists_one", "map", "filter", "has", "matches")
                            .contains(name)
                    ? "'" + name + "' is not allowed: a condition has no loops or functions; compare with 'in'"
                    : known(name);
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            String operator = OPERATORS.getOrDefault(overload.group(1), overload.group(1));
            return "wrong types: '" + operator + "' does not go with " + plain(overload.group(2))
                    + "; texts stand in quotation marks, numbers and true or false do not";
        }
        Matcher result = RESULT.matcher(message);
        if (result.matches()) {
            return "a condition is true or false, this is a " + plain(result.group(1)) + "; compare it, as with ==";
        }
        if (Pattern.compile("(?<![=!<>])=(?!=)").matcher(text).find()) {
            return "not a condition: equality is written ==, as scene == 'INPATIENT'";
        }
        if (message.contains("recursion")) {
            return "the condition is nested more than " + DEEPEST + " deep; split the rule";
        }
        return "not a condition; write it as scene == 'INPATIENT' && purpose in ['CHRONIC_CARE', 'FOLLOW_UP_VISIT']";
    }

    private static String plain(String types) {
        return types.replace("list(string)", "a list of texts")
                .replace("list(int)", "a list of numbers")
                .replace("string", "text")
                .replace("int", "number")
                .replace("bool", "true or false")
                .replace(", ", " and ");
    }

    private static CelType type(Fact fact) {
        return switch (fact.kind()) {
            case CHOICE, CODE, TRUST -> SimpleType.STRING;
            case FLAG -> SimpleType.BOOL;
            case NUMBER -> SimpleType.INT;
        };
    }

    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    /** A condition as a tree, with CEL's meaning of what is not known: Kleene's three values. */
    private sealed interface Step {

        Match over(Sheet sheet);

        /** The facts for want of which it is not known; called only when it is not. */
        void missing(Sheet sheet, Set<Fact> facts);

        int cost();

        record Always(boolean truth) implements Step {
            @Override
            public Match over(Sheet sheet) {
                return truth ? Match.YES : Match.NO;
            }

            @Override
            public void missing(Sheet sheet, Set<Fact> facts) {}

            @Override
            public int cost() {
                return 1;
            }
        }

        record Compared(Fact fact, Predicate<Object> test, int cost) implements Step {
            @Override
            public Match over(Sheet sheet) {
                Object value = sheet.get(fact);
                return value == null ? Match.UNKNOWN : test.test(value) ? Match.YES : Match.NO;
            }

            @Override
            public void missing(Sheet sheet, Set<Fact> facts) {
                facts.add(fact);
            }
        }

        record Not(Step of) implements Step {
            @Override
            public Match over(Sheet sheet) {
                return switch (of.over(sheet)) {
                    case YES -> Match.NO;
                    case NO -> Match.YES;
                    case UNKNOWN -> Match.UNKNOWN;
                };
            }

            @Override
            public void missing(Sheet sheet, Set<Fact> facts) {
                of.missing(sheet, facts);
            }

            @Override
            public int cost() {
                return 1 + of.cost();
            }
        }

        record Both(Step one, Step other) implements Step {
            @Override
            public Match over(Sheet sheet) {
                Match first = one.over(sheet);
                if (first == Match.NO) {
                    return Match.NO;
                }
                Match second = other.over(sheet);
                return second == Match.YES ? first : second;
            }

            @Override
            public void missing(Sheet sheet, Set<Fact> facts) {
                ofBoth(one, other, sheet, facts);
            }

            @Override
            public int cost() {
                return 1 + one.cost() + other.cost();
            }
        }

        record Either(Step one, Step other) implements Step {
            @Override
            public Match over(Sheet sheet) {
                Match first = one.over(sheet);
                if (first == Match.YES) {
                    return Match.YES;
                }
                Match second = other.over(sheet);
                return second == Match.NO ? first : second;
            }

            @Override
            public void missing(Sheet sheet, Set<Fact> facts) {
                ofBoth(one, other, sheet, facts);
            }

            @Override
            public int cost() {
                return 1 + one.cost() + other.cost();
            }
        }

        private static void ofBoth(Step one, Step other, Sheet sheet, Set<Fact> facts) {
            for (Step step : List.of(one, other)) {
                if (step.over(sheet) == Match.UNKNOWN) {
                    step.missing(sheet, facts);
                }
            }
        }
    }

    /** Goes through a typed tree, takes note of what is compared with what, and leaves what it takes to ask it. */
    private record Reading(Entry entry, CelAbstractSyntaxTree ast, Map<Fact, Set<Object>> compared) {

        Step walk(CelExpr expr) {
            return switch (expr.getKind()) {
                case IDENT -> {
                    Fact fact = fact(expr);
                    compared(fact);
                    yield new Step.Compared(fact, Boolean.TRUE::equals, 1);
                }
                case CONSTANT -> new Step.Always(expr.constant().booleanValue());
                case CALL -> JOINING.contains(expr.call().function()) ? joined(expr) : comparison(expr);
                default -> throw refused(expr, "only comparisons joined by &&, || and ! are allowed here");
            };
        }

        private Step joined(CelExpr expr) {
            List<Step> parts = expr.call().args().stream().map(this::walk).toList();
            return switch (expr.call().function()) {
                case "_&&_" -> new Step.Both(parts.get(0), parts.get(1));
                case "_||_" -> new Step.Either(parts.get(0), parts.get(1));
                default -> new Step.Not(parts.get(0));
            };
        }

        private Step comparison(CelExpr expr) {
            String function = expr.call().function();
            List<CelExpr> sides = expr.call().args();
            if (!OPERATORS.containsKey(function)) {
                throw refused(
                        expr,
                        "'" + function + "' is not allowed in a condition; allowed are "
                                + String.join(" ", new TreeSet<>(OPERATORS.values())));
            }
            if (sides.get(0).getKind() != CelExpr.ExprKind.Kind.IDENT) {
                throw refused(expr, "a comparison has a fact on its left and values on its right");
            }
            Fact fact = fact(sides.get(0));
            Set<Object> seen = compared(fact);
            CelExpr right = sides.get(1);
            List<CelExpr> elements =
                    right.getKind() == CelExpr.ExprKind.Kind.LIST ? right.list().elements() : List.of(right);
            List<Object> values = new ArrayList<>();
            for (CelExpr value : elements) {
                if (value.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                    throw refused(expr, "a fact is compared with values, not with another expression");
                }
                values.add(value(fact, value.constant(), value));
            }
            seen.addAll(values);
            return new Step.Compared(fact, test(function, values), 2 + values.size());
        }

        private static Predicate<Object> test(String function, List<Object> values) {
            if (function.equals("@in")) {
                return Set.copyOf(values)::contains;
            }
            Object value = values.getFirst();
            return switch (function) {
                case "_==_" -> value::equals;
                case "_!=_" -> fact -> !value.equals(fact);
                case "_<_" -> fact -> order(fact, value) < 0;
                case "_<=_" -> fact -> order(fact, value) <= 0;
                case "_>_" -> fact -> order(fact, value) > 0;
                case "_>=_" -> fact -> order(fact, value) >= 0;
                default -> throw new IllegalStateException(function);
            };
        }

        /** Of two texts, two whole numbers or two truths. */
        private static int order(Object fact, Object value) {
            return switch (fact) {
                case Long number when value instanceof Long other -> number.compareTo(other);
                case String text when value instanceof String other -> text.compareTo(other);
                case Boolean truth when value instanceof Boolean other -> truth.compareTo(other);
                default -> throw new IllegalStateException(fact + " beside " + value);
            };
        }

        private Fact fact(CelExpr expr) {
            Fact fact = FACTS.get(expr.ident().name());
            if (fact == null) {
                throw refused(expr, known(expr.ident().name()));
            }
            return fact;
        }

        private Set<Object> compared(Fact fact) {
            return compared.computeIfAbsent(fact, _ -> new java.util.LinkedHashSet<>());
        }

        private Object value(Fact fact, CelConstant constant, CelExpr at) {
            Object value = switch (constant.getKind()) {
                case STRING_VALUE -> constant.stringValue();
                case INT64_VALUE -> constant.int64Value();
                case BOOLEAN_VALUE -> constant.booleanValue();
                default -> throw refused(at, "a value is a text, a whole number, true or false");
            };
            boolean fits = switch (fact.kind()) {
                case CHOICE, TRUST, CODE -> value instanceof String;
                case FLAG -> value instanceof Boolean;
                case NUMBER -> value instanceof Long;
            };
            if (!fits) {
                throw refused(at, "wrong types: " + fact.label() + " is never " + value);
            }
            if (!fact.vocabulary().isEmpty() && !fact.vocabulary().contains(value)) {
                throw refused(
                        at,
                        "'" + value + "' is no value of " + fact.label() + ", which is one of "
                                + String.join(", ", fact.vocabulary()));
            }
            return value;
        }

        private PolicyRefused refused(CelExpr expr, String what) {
            return ast.getSource()
                    .getOffsetLocation(ast.getSource().getPositionsMap().getOrDefault(expr.id(), 0))
                    .map(place -> PolicyRefused.of(List.of(entry.at(place.getLine(), place.getColumn(), what))))
                    .orElseGet(() -> entry.refused(what));
        }
    }
}
