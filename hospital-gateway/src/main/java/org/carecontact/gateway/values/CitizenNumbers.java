package org.carecontact.gateway.values;

import java.util.regex.Pattern;

/**
 * Citizens' numbers of China (GB 11643-1999, with the check digit of ISO 7064 MOD 11-2), which are never stored, in no
 * form.
 */
public final class CitizenNumbers {

    private static final Pattern FORM = Pattern.compile("[0-9]{17}[0-9Xx]");
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
}
