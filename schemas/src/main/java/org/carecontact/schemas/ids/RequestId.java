package org.carecontact.schemas.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a pair's request, written as the pair's id, a hyphen and the request's number.
 *
 * @param number from 1, the pair's requests in their order
 */
public record RequestId(PairId pair, int number) {

    private static final Pattern FORM = Pattern.compile("([a-z2-7]{26})-([1-9][0-9]{0,8})");

    public RequestId {
        if (number < 1) {
            throw new IllegalArgumentException("requests are numbered from 1");
        }
    }

    /** Parses; empty when it is no id of a request. */
    public static Optional<RequestId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new RequestId(new PairId(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /**
     * Parses what must be one.
     *
     * @throws IllegalArgumentException when it is no id of a request
     */
    @JsonCreator
    public static RequestId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not the id of a request"));
    }

    /** The form in URLs, events and documents. */
    @Override
    @JsonValue
    public String toString() {
        return pair + "-" + number;
    }
}
