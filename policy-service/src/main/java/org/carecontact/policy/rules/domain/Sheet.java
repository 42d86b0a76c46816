package org.carecontact.policy.rules.domain;

import java.util.Map;
import org.carecontact.policy.facts.domain.Facts;
import org.jspecify.annotations.Nullable;

/** The published facts of one case; a fact that is not on it is unknown. */
public final class Sheet {

    private static final Object NOT_KNOWN = new Object();

    private final @Nullable Object[] values = new @Nullable Object[Fact.ALL.length];
    private final @Nullable Facts facts;
    private final @Nullable Hospital hospital;

    private Sheet(@Nullable Facts facts, @Nullable Hospital hospital) {
        this.facts = facts;
        this.hospital = hospital;
    }

    /** Makes a sheet of facts with their values: a text, a truth or a whole number, as the fact's kind says. */
    public static Sheet of(Map<Fact, Object> values) {
        Sheet sheet = new Sheet(null, null);
        values.forEach((fact, value) -> {
            if (fact.admits(value)) {
                sheet.values[fact.ordinal()] = value;
            }
        });
        return sheet;
    }

    /** Makes a sheet from the facts of a case; each is computed when it is first asked for. */
    public static Sheet of(Facts facts, @Nullable Hospital hospital) {
        return new Sheet(facts, hospital);
    }

    /** Returns the value; null when it is unknown. */
    public @Nullable Object get(Fact fact) {
        Object value = values[fact.ordinal()];
        if (value == null && facts != null) {
            Object read = fact.read(facts, hospital);
            value = read != null && fact.admits(read) ? read : NOT_KNOWN;
            values[fact.ordinal()] = value;
        }
        return value == NOT_KNOWN ? null : value;
    }
}
