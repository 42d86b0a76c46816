package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a query on one field, as far as an index can use it. Never narrower than the query: whatever an index
 * finds is matched against the whole query afterwards.
 */
sealed interface Condition {

    /** The field equals one of the values. */
    record Among(List<@Nullable Object> values) implements Condition {}

    /** The field lies between the bounds, and is there. */
    record Between(@Nullable Bound from, @Nullable Bound to) implements Condition {
        Between and(Between other) {
            return new Between(from == null ? other.from : from, to == null ? other.to : to);
        }
    }

    record Bound(Object value, boolean included) {}

    /** Returns the usable conditions of a query by field; of several for one field, the ones that narrow most. */
    static Map<String, Condition> of(Document query) {
        Map<String, Condition> conditions = new HashMap<>();
        collect(query, conditions);
        return conditions;
    }

    private static void collect(Document query, Map<String, Condition> conditions) {
        query.forEach((field, value) -> {
            if (field.equals("$and") && value instanceof Collection<?> parts) {
                for (Object part : parts) {
                    if (part instanceof Document nested) {
                        collect(nested, conditions);
                    }
                }
            } else if (!field.startsWith("$")) {
                Condition condition = ofValue(value);
                if (condition != null) {
                    conditions.merge(field, condition, Condition::narrower);
                }
            }
        });
    }

    private static Condition narrower(Condition a, Condition b) {
        return switch (a) {
            case Among _ -> a;
            case Between x -> b instanceof Between y ? x.and(y) : b;
        };
    }

    private static @Nullable Condition ofValue(@Nullable Object value) {
        if (value instanceof Document document && document.keySet().stream().anyMatch(key -> key.startsWith("$"))) {
            return ofOperators(document);
        }
        return isPlain(value) ? equalTo(value) : null;
    }

    private static @Nullable Condition ofOperators(Document operators) {
        Condition condition = null;
        for (Map.Entry<String, Object> operator : operators.entrySet()) {
            Condition next = ofOperator(operator.getKey(), operator.getValue());
            if (next != null) {
                condition = condition == null ? next : narrower(condition, next);
            }
        }
        return condition;
    }

    private static @Nullable Condition ofOperator(String operator, @Nullable Object value) {
        return switch (operator) {
            case "$eq" -> isPlain(value) ? equalTo(value) : null;
            case "$in" -> value instanceof Collection<?> values ? among(values) : null;
            case "$gt" -> above(value, false);
            case "$gte" -> above(value, true);
            case "$lt" -> below(value, false);
            case "$lte" -> below(value, true);
            case "$ne" -> value == null ? new Between(null, null) : null;
            default -> null;
        };
    }

    private static Condition equalTo(@Nullable Object value) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Bson.normalized(value));
        return new Among(values);
    }

    private static @Nullable Condition among(Collection<?> values) {
        List<@Nullable Object> normalized = new ArrayList<>();
        for (Object value : values) {
            if (!isPlain(value)) {
                return null;
            }
            normalized.add(Bson.normalized(value));
        }
        return new Among(normalized.stream().distinct().toList());
    }

    private static @Nullable Condition above(@Nullable Object value, boolean included) {
        return value == null || !isPlain(value) ? null : new Between(new Bound(value, included), null);
    }

    private static @Nullable Condition below(@Nullable Object value, boolean included) {
        return value == null || !isPlain(value) ? null : new Between(null, new Bound(value, included));
    }

    /** Lists also match by their elements, and expressions match many values: no index can help. */
    private static boolean isPlain(@Nullable Object value) {
        return !(value instanceof Collection<?>)
                && !(value instanceof Missing)
                && !BsonRegularExpression.isRegularExpression(value);
    }
}
