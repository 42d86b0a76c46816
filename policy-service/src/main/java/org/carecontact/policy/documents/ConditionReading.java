package org.carecontact.policy.documents;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.carecontact.policy.rules.domain.Fact;

/** Turns a typed CEL tree into steps and records which values each fact is compared with. */
record ConditionReading(Entry entry, CelAbstractSyntaxTree ast, Map<Fact, Set<Object>> compared) {

    static final Map<String, String> OPERATORS = Map.ofEntries(
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

    /** Compares two texts, two whole numbers or two truth values. */
    private static int order(Object fact, Object value) {
        return switch (fact) {
            case Long number when value instanceof Long other -> number.compareTo(other);
            case String text when value instanceof String other -> text.compareTo(other);
            case Boolean truth when value instanceof Boolean other -> truth.compareTo(other);
            default -> throw new IllegalStateException(fact + " beside " + value);
        };
    }

    private Fact fact(CelExpr expr) {
        Fact fact = FactNames.fact(expr.ident().name());
        if (fact == null) {
            throw refused(expr, FactNames.unknown(expr.ident().name()));
        }
        return fact;
    }

    private Set<Object> compared(Fact fact) {
        return compared.computeIfAbsent(fact, _ -> new LinkedHashSet<>());
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
