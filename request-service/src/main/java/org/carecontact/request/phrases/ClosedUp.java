package org.carecontact.request.phrases;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.MatchResult;

/**
 * A clause without the gaps in it: 我想自 杀, 呼吸.困难, or a line that ends inside a word.
 *
 * @param seams the places in the clause where a gap was
 */
public record ClosedUp(String clause, BitSet seams) {

    /** Signs between which nobody looks for one word. */
    private static final String PAUSES = ",。;!?:";

    /** The clauses of a text; none when no clause has a gap, because then all read as they are written. */
    public static List<ClosedUp> of(String text) {
        String plain = PlainText.of(text);
        List<ClosedUp> found = new ArrayList<>();
        StringBuilder clause = new StringBuilder();
        BitSet seams = new BitSet();
        int at = 0;
        while (at < plain.length()) {
            int gap = SetApart.wordEnd(plain, at);
            int next = SetApart.gapEnd(plain, gap);
            clause.append(plain, at, gap);
            if (next == plain.length() || clause.isEmpty() || isPause(plain, gap, next)) {
                if (!clause.isEmpty()) {
                    found.add(new ClosedUp(clause.toString(), seams));
                    seams = new BitSet();
                    clause.setLength(0);
                }
            } else {
                close(plain, gap, next, clause, seams);
            }
            at = next;
        }
        return found.stream().allMatch(one -> one.seams().isEmpty()) ? List.of() : found;
    }

    /** Han characters move together; between Latin words stays one space; all else stays as it is. */
    private static void close(String plain, int gap, int next, StringBuilder clause, BitSet seams) {
        char before = plain.charAt(gap - 1);
        char after = plain.charAt(next);
        String between = plain.substring(gap, next);
        if (SetApart.isHan(before) && SetApart.isHan(after) && between.indexOf('、') < 0) {
            seams.set(clause.length());
        } else if (SetApart.isLatin(before)
                && SetApart.isLatin(after)
                && !between.equals(" ")
                && "'’".indexOf(between.charAt(0)) < 0) {
            seams.set(clause.length());
            clause.append(' ');
        } else {
            clause.append(between);
        }
    }

    private static boolean isPause(String plain, int gap, int next) {
        boolean sign = false;
        boolean stop = false;
        boolean space = false;
        for (int at = gap; at < next; at++) {
            char c = plain.charAt(at);
            sign |= PAUSES.indexOf(c) >= 0;
            stop |= c == '.';
            space |= Character.isWhitespace(c);
        }
        // Han characters have a stop of their own; a Latin one between them ends a sentence only for some writers.
        return sign || stop && space && !SetApart.isHan(plain.charAt(gap - 1));
    }

    /** Those of the signs that lie across a gap and begin and end where a dictionary has words begin and end. */
    public List<MatchResult> across(List<MatchResult> signs) {
        List<MatchResult> across = signs.stream()
                .filter(sign -> {
                    int seam = seams.nextSetBit(sign.start() + 1);
                    return seam >= 0 && seam < sign.end();
                })
                .toList();
        if (across.isEmpty()) {
            return across;
        }
        BreakIterator words = BreakIterator.getWordInstance(ULocale.CHINA);
        words.setText(clause);
        return across.stream()
                .filter(sign -> words.isBoundary(sign.start()) && words.isBoundary(sign.end()))
                .toList();
    }
}
