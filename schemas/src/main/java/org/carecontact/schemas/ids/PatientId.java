package org.carecontact.schemas.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** A patient as the hospital writes it: printable text of 1 to 64 characters. */
public record PatientId(@JsonValue String value) {

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException when it is empty, too long or not printable
     */
    @JsonCreator
    public PatientId {
        HospitalText.checked("patient", value);
    }

    /** Parses what a hospital or a caller wrote; empty when it can't be an id. */
    public static Optional<PatientId> parse(String text) {
        return HospitalText.isId(text) ? Optional.of(new PatientId(text)) : Optional.empty();
    }

    /** The id that {@link #encoded} gave; empty when it gives nothing like this. */
    public static Optional<PatientId> decode(String encoded) {
        return HospitalText.decode(encoded).map(PatientId::new);
    }

    /** For keys, tokens, file names and URLs: unreserved characters of RFC 3986 only, at most 768 of them. */
    public String encoded() {
        return HospitalText.encode(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
