package org.carecontact.request.phrases;

/**
 * Puts words together whose characters are set apart in a way that language does not: by signs in a row of single
 * characters, or by a symbol within a word.
 */
final class SetApart {

    /** Signs that make a reader pause, and those that may stand between words. */
    private static final String PAUSES = ",。;!?、:. \t\n\r";

    /** That many single Latin letters in a row are no language. */
    private static final int LETTERS = 4;

    private SetApart() {}

    static String putTogether(String plain) {
        StringBuilder out = new StringBuilder(plain.length());
        boolean afterSingle = false;
        int at = 0;
        while (at < plain.length()) {
            int gap = wordEnd(plain, at);
            int next = gapEnd(plain, gap);
            out.append(plain, at, gap);
            boolean between = gap > at && next < plain.length() && next > gap;
            if (!between || !joins(plain, at, gap, next, afterSingle)) {
                out.append(between && isWide(plain, gap, next) ? " " : plain.substring(gap, next));
            }
            afterSingle = between && gap - at == 1;
            at = next;
        }
        return out.toString();
    }

    private static boolean isWide(String text, int gap, int next) {
        return next - gap > 1 && text.substring(gap, next).isBlank() && isLatin(text.charAt(gap - 1));
    }

    private static boolean joins(String text, int from, int gap, int next, boolean afterSingle) {
        char before = text.charAt(gap - 1);
        char after = text.charAt(next);
        if (isLatin(before) && isLatin(after)) {
            return isOneOfSingleLetters(text, from, next);
        }
        if (!isHan(before) || !isHan(after)) {
            return false;
        }
        boolean singleBefore = gap - from == 1;
        boolean singleAfter = isSingle(text, next);
        boolean pause = text.substring(gap, next).chars().anyMatch(sign -> PAUSES.indexOf(sign) >= 0);
        boolean symbols = text.substring(gap, next).chars().allMatch(SetApart::isSymbol);
        if (!pause) {
            return symbols || singleBefore || singleAfter;
        }
        return singleBefore && (singleAfter || afterSingle) || singleAfter && isSingle(text, gapEnd(text, next + 1));
    }

    private static boolean isSingle(String text, int at) {
        return at < text.length() && !isGap(text.charAt(at)) && (at + 1 == text.length() || isGap(text.charAt(at + 1)));
    }

    /**
     * Returns whether the letters on both sides of this gap belong to a row of single letters, each set apart by one
     * sign.
     */
    private static boolean isOneOfSingleLetters(String text, int from, int next) {
        int letters = 1;
        for (int at = from - 2; letters < LETTERS && isSingleLetter(text, at); at -= 2) {
            letters++;
        }
        if (!isSingleLetter(text, from) || next - from != 2) {
            return false;
        }
        for (int at = next; letters < LETTERS && isSingleLetter(text, at); at += 2) {
            letters++;
        }
        return isSingleLetter(text, next) && letters >= LETTERS;
    }

    private static boolean isSingleLetter(String text, int at) {
        return at >= 0
                && at < text.length()
                && isLatin(text.charAt(at))
                && (at == 0 || isGap(text.charAt(at - 1)))
                && (at + 1 == text.length() || isGap(text.charAt(at + 1)));
    }

    static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !isGap(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static int gapEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isGap(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isGap(char c) {
        return !Character.isLetterOrDigit(c) && !Character.isSurrogate(c) || c == '\u2800';
    }

    private static boolean isSymbol(int c) {
        return switch (Character.getType(c)) {
            case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL, Character.OTHER_SYMBOL ->
                true;
            default -> "*#@_&%\\".indexOf(c) >= 0;
        };
    }

    static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    static boolean isLatin(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }
}
