package org.carecontact.policy.domain;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The published facts of one case; what is not on it is not known. */
public final class Sheet {

    private final Map<Fact, Object> values = new EnumMap<>(Fact.class);

    /** Of facts with their values: a text, a truth or a whole number as the fact's kind says. */
    public static Sheet of(Map<Fact, Object> values) {
        Sheet sheet = new Sheet();
        values.forEach((fact, value) -> {
            if (fact.admits(value)) {
                sheet.values.put(fact, value);
            }
        });
        return sheet;
    }

    /** As they follow from the facts of a case. */
    public static Sheet of(Facts facts, @Nullable Hospital hospital) {
        Sheet sheet = new Sheet();
        for (Fact fact : Fact.ALL) {
            Object value = fact.read(facts, hospital);
            if (value != null && fact.admits(value)) {
                sheet.values.put(fact, value);
            }
        }
        return sheet;
    }

    /** Null when it is not known. */
    public @Nullable Object get(Fact fact) {
        return values.get(fact);
    }
}
