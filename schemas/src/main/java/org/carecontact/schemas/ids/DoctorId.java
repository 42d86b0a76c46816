package org.carecontact.schemas.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** A hospital's own id of a doctor: printable text of 1 to 64 characters. */
public record DoctorId(@JsonValue String value) {

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException when it is empty, too long or not printable
     */
    @JsonCreator
    public DoctorId {
        HospitalText.checked("doctor", value);
    }

    /** Parses text of a hospital or a caller; empty if it is no id. */
    public static Optional<DoctorId> parse(String text) {
        return HospitalText.isId(text) ? Optional.of(new DoctorId(text)) : Optional.empty();
    }

    /** Reverses {@link #encoded}; empty if the text is not exactly what that would give. */
    public static Optional<DoctorId> decode(String encoded) {
        return HospitalText.decode(encoded).map(DoctorId::new);
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
