package org.carecontact.schemas.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of one patient and one doctor at one hospital: 26 characters of base32 (RFC 4648, lower case), an HMAC that
 * does not reveal the three.
 */
public record PairId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when it is no id of a pair
     */
    @JsonCreator
    public PairId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a pair: 26 characters of a-z and 2-7");
        }
    }

    /** Parses; empty when it is no id of a pair. */
    public static Optional<PairId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new PairId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
