package org.carecontact.schemas.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** A hospital's own code of a department: printable text of 1 to 64 characters. */
public record DepartmentId(@JsonValue String value) {

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException when it is empty, too long or not printable
     */
    @JsonCreator
    public DepartmentId {
        HospitalText.checked("department", value);
    }

    /** Parses text of a hospital or a caller; empty if it is no id. */
    public static Optional<DepartmentId> parse(String text) {
        return HospitalText.isId(text) ? Optional.of(new DepartmentId(text)) : Optional.empty();
    }

    /** Reverses {@link #encoded}; empty if the text is not exactly what that would give. */
    public static Optional<DepartmentId> decode(String encoded) {
        return HospitalText.decode(encoded).map(DepartmentId::new);
    }

    /** Encodes it for keys, tokens, file names and URLs: unreserved characters of RFC 3986, at most 768. */
    public String encoded() {
        return HospitalText.encode(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
