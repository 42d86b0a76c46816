package org.carecontact.gateway.values;

import java.util.regex.Pattern;

/**
 * Citizens' numbers of China (GB 11643-1999, with the check digit of ISO 7064 MOD 11-2), which are never stored, in no
 * form.
 */
public final class CitizenNumbers {

    private static final Pattern FORM = Pattern.compile("[0-9]{17}[0-9Xx]");
    /** Within a text; a digit behind a byte above 0x80 may end a character of GB 18030, where bytes are read as text. */
    private static final Pattern WITHIN =
            Pattern.compile("(?:(?<![0-9])|(?<=[\\u0081-\\u00fe][0-9]))[0-9]{17}[0-9Xx](?![0-9Xx])");

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

    /** The text with nothing in the place of each number. */
    public static String without(String text) {
        return WITHIN.matcher(text).replaceAll(found -> isOne(found.group()) ? "" : found.group());
    }
}
