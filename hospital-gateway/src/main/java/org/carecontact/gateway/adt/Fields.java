package org.carecontact.gateway.adt;

import org.jspecify.annotations.Nullable;

/** Reads the values of fields. */
final class Fields {

    /** HL7's null: the sender withdraws a value. */
    static final String NULL = "\"\"";

    private Fields() {}

    /** A field's text; HL7's null, two quotation marks, counts as none. */
    static String text(@Nullable String value) {
        String text = raw(value);
        return text.equals(NULL) ? "" : text;
    }

    static String raw(@Nullable String value) {
        return value == null ? "" : value.trim();
    }
}
