package org.carecontact.kernel.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which known word somebody may have meant who wrote another one. */
public final class Nearest {

    private static final int USUAL_SLIPS = 2;
    private static final int LETTERS_A_SLIP = 3;

    private Nearest() {}

    /** Returns the nearest of the known words, the first of several; empty when none of them looks like it. */
    public static Optional<String> of(String written, Collection<String> known) {
        String nearest = "";
        int least = Math.min(written.length(), Math.max(USUAL_SLIPS + 1, written.length() / LETTERS_A_SLIP + 1));
        for (String one : known) {
            int slips = slips(written.toLowerCase(Locale.ROOT), one.toLowerCase(Locale.ROOT));
            if (slips < least && slips < one.length()) {
                least = slips;
                nearest = one;
            }
        }
        return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }

    /** Levenshtein's distance: how many letters were added, left out or mistaken. */
    private static int slips(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int mistaken = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(mistaken, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
