package org.carecontact.gateway.values;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Citizens' numbers of China (GB 11643-1999, with the check digit of ISO 7064 MOD 11-2; the older ones of 15 digits without
 * it), which are never stored, in no form: neither with signs between the digits, nor with letters or more digits around
 * them.
 */
public final class CitizenNumbers {

    private static final Pattern FORM = Pattern.compile("[0-9]{17}[0-9Xx]");
    /** Digits with at most one sign between two of them. */
    private static final Pattern RUN = Pattern.compile("[0-9](?:[-_ ]?[0-9]){13,}(?:[-_ ]?[0-9Xx])?");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+[Xx]?");
    private static final Pattern SIGN = Pattern.compile("[-_ ]");
    private static final String PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])";
    /** Region, birth date without the century, number of the day. */
    private static final Pattern OLD =
            Pattern.compile(PROVINCE + "[0-9]{6}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}");
    /** Region, birth date, number of the day, check digit. */
    private static final Pattern DATED =
            Pattern.compile("[1-8][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]");

    private static final int LENGTH = 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    private CitizenNumbers() {}

    /** Whether an id is one, whatever it is said to be, or has one in it. */
    public static boolean isOne(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return !without(plain).equals(plain);
    }

    private static boolean isRight(String number) {
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
     * its place goes. A number of 15 digits goes where region and date can be, as nothing else tells it from another id.
     */
    public static String without(String text) {
        return RUN.matcher(text).replaceAll(run -> Matcher.quoteReplacement(left(run.group())));
    }

    private static String left(String run) {
        String digits = SIGN.matcher(run).replaceAll("");
        if (digits.equals(run)) {
            return unsigned(run);
        }
        if (OLD.matcher(digits).matches()) {
            return "";
        }
        String left = withoutDated(digits);
        return left.equals(digits) ? DIGITS.matcher(run).replaceAll(piece -> unsigned(piece.group())) : left;
    }

    private static String unsigned(String run) {
        return isRight(run) || OLD.matcher(run).matches() ? "" : withoutDated(run);
    }

    private static String withoutDated(String run) {
        StringBuilder left = new StringBuilder();
        int at = 0;
        while (at < run.length()) {
            String number = run.substring(at, Math.min(run.length(), at + LENGTH));
            if (DATED.matcher(number).matches() && isRight(number)) {
                at += LENGTH;
            } else {
                left.append(run.charAt(at++));
            }
        }
        return left.toString();
    }
}
