package org.carecontact.testsupport.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a filter finds, as MongoDB's manual says it, for the operators that services use: comparisons are
 * within one kind of value, and a list matches when it has an element that does.
 */
final class Matching {

    private Matching() {}

    static boolean matches(Document document, Document filter) {
        return filter.entrySet().stream().allMatch(condition -> {
            List<@Nullable Object> values =
                    values(document, List.of(condition.getKey().split("\\.")));
            return condition.getValue() instanceof Document operators
                    ? operators.entrySet().stream()
                            .allMatch(operator -> holds(values, operator.getKey(), operator.getValue()))
                    : holds(values, "$eq", condition.getValue());
        });
    }

    private static List<@Nullable Object> values(@Nullable Object value, List<String> path) {
        List<@Nullable Object> values = new ArrayList<>();
        if (path.isEmpty()) {
            values.add(value);
        } else if (value instanceof Document document && document.containsKey(path.getFirst())) {
            Object inner = document.get(path.getFirst());
            List<String> rest = path.subList(1, path.size());
            if (inner instanceof Collection<?> list && !rest.isEmpty()) {
                list.forEach(one -> values.addAll(values(one, rest)));
            } else {
                values.addAll(values(inner, rest));
            }
        }
        return values;
    }

    private static boolean holds(List<@Nullable Object> values, String operator, Object argument) {
        Stream<@Nullable Object> candidates = values.stream()
                .flatMap(value -> value instanceof Collection<?> list ? list.stream() : Stream.of(value));
        return switch (operator) {
            case "$eq" -> candidates.anyMatch(value -> compared(value, argument).orElse(1) == 0);
            case "$ne" -> !holds(values, "$eq", argument);
            case "$in" -> ((Collection<?>) argument).stream().anyMatch(one -> holds(values, "$eq", one));
            case "$exists" -> argument.equals(!values.isEmpty());
            case "$gt" -> candidates.anyMatch(value -> compared(value, argument).orElse(0) > 0);
            case "$gte" ->
                candidates.anyMatch(value -> compared(value, argument).orElse(-1) >= 0);
            case "$lt" -> candidates.anyMatch(value -> compared(value, argument).orElse(0) < 0);
            case "$lte" ->
                candidates.anyMatch(value -> compared(value, argument).orElse(1) <= 0);
            default -> throw new IllegalArgumentException("no service uses " + operator);
        };
    }

    /** Empty when the two are of different kinds. */
    private static OptionalInt compared(@Nullable Object value, Object argument) {
        return switch (value) {
            case String a when argument instanceof String b -> OptionalInt.of(a.compareTo(b));
            case Date a when argument instanceof Date b -> OptionalInt.of(a.compareTo(b));
            case Boolean a when argument instanceof Boolean b -> OptionalInt.of(a.compareTo(b));
            case Number a
            when argument instanceof Number b -> OptionalInt.of(Double.compare(a.doubleValue(), b.doubleValue()));
            case null, default -> OptionalInt.empty();
        };
    }
}
