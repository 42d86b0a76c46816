package org.carecontact.vendors;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A telephone number of mainland China as ITU-T E.164 writes it: {@code +86} and the national number without its trunk
 * zero. Numbers of other countries are not parsed: neither the templates nor the signatures are approved there.
 */
public record E164(String value) {

    private static final String CHINA = "+86";
    // The numbering plan of the MIIT: mobile numbers have eleven digits from 13 on; 140 to 149 hold numbers of things
    // too.
    private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
    private static final Pattern LANDLINE = Pattern.compile("(10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}");
    private static final Pattern PREFIX = Pattern.compile("(?:\\+|00)86|86(?=1[3-9][0-9]{9}$)");
    private static final int LONGEST = 40;

    public E164 {
        if (!value.startsWith(CHINA) || !isNational(value.substring(CHINA.length()))) {
            throw new IllegalArgumentException("not a number in the form of E.164");
        }
    }

    /**
     * Reads a number as people and hospitals write it: with {@code +86}, {@code 0086} or neither, with blanks, hyphens
     * and brackets, in full-width digits.
     *
     * @return empty where it is no number of mainland China
     */
    public static Optional<E164> parse(String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = halfWidth(written.charAt(i));
            if (c >= '0' && c <= '9' || c == '+' && plain.isEmpty()) {
                plain.append(c);
            } else if (!isBetween(c)) {
                return Optional.empty();
            }
        }
        Matcher prefix = PREFIX.matcher(plain);
        String national = prefix.lookingAt() ? plain.substring(prefix.end()) : plain.toString();
        if (national.startsWith("0")) {
            national = national.substring(1); // the trunk zero of a landline; (0) after the country code
        }
        return isNational(national) ? Optional.of(new E164(CHINA + national)) : Optional.empty();
    }

    /** Says whether a text message can reach it. */
    public boolean isMobile() {
        return MOBILE.matcher(national()).matches();
    }

    /** Returns the number without its country code. */
    public String national() {
        return value.substring(CHINA.length());
    }

    /** Shows nothing of the number. */
    @Override
    public String toString() {
        return "E164";
    }

    private static boolean isNational(String digits) {
        return MOBILE.matcher(digits).matches() || LANDLINE.matcher(digits).matches();
    }

    private static char halfWidth(char c) {
        return c >= '！' && c <= '～' ? (char) (c - '！' + '!') : c;
    }

    private static boolean isBetween(char c) {
        return " \t-().　\u00A0\u2010\u2011\u2012\u2013\u2014\u202A\u202C".indexOf(c) >= 0;
    }
}
