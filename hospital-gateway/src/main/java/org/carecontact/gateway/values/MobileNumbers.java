package org.carecontact.gateway.values;

import java.util.Optional;
import java.util.regex.Pattern;

/** Telephone numbers that take an SMS. */
public final class MobileNumbers {

    /** A Chinese mobile number, or one of another country with its code (E.164). */
    private static final Pattern MOBILE = Pattern.compile("(\\+86|0086|86)?1[3-9][0-9]{9}|\\+(?!86)[1-9][0-9]{6,14}");

    private static final Pattern NOISE = Pattern.compile("[ ()\\u00a0\\u2010-\\u2015-]|^tel:");

    private MobileNumbers() {}

    /** Reads one as people write it, with spaces, brackets and hyphens; empty when it takes no SMS. */
    public static Optional<String> parse(String written) {
        String number = NOISE.matcher(written).replaceAll("");
        return MOBILE.matcher(number).matches() ? Optional.of(number) : Optional.empty();
    }
}
