package org.carecontact.gateway.values;

import java.util.regex.Pattern;

/**
 * Citizens' numbers of China (GB 11643-1999, with the check digit of ISO 7064 MOD 11-2), which are never stored, in no
 * form.
 */
public final class CitizenNumbers {

    private static final Pattern FORM = Pattern.compile("[0-9]{17}[0-9Xx]");
    private static final Pattern RUN = Pattern.compile("[0-9]{17,}[Xx]?");
    /** Region, birth date, number of the day, check digit. */
    private static final Pattern DATED =
            Pattern.compile("[1-8][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]");

    private static final int LENGTH = 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    private CitizenNumbers() {}

    /** Whether a text is one, whatever it is said to be. */
    public static boolean isOne(String text) {
        String number = text.strip();
        if (!FORM.matcher(number).matches()) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return CHECKS.charAt(sum % 11) == Character.toUpperCase(number.charAt(17));
    }

    /**
     * The text with nothing in the place of each number. Of longer runs of digits, as other ids are, only what has a date in
     * its place goes.
     */
    public static String without(String text) {
        return RUN.matcher(text).replaceAll(run -> isOne(run.group()) ? "" : withoutDated(run.group()));
    }

    private static String withoutDated(String run) {
        StringBuilder left = new StringBuilder();
        int at = 0;
        while (at < run.length()) {
            String number = run.substring(at, Math.min(run.length(), at + LENGTH));
            if (DATED.matcher(number).matches() && isOne(number)) {
                at += LENGTH;
            } else {
                left.append(run.charAt(at++));
            }
        }
        return left.toString();
    }
}
