package org.carecontact.consent.forms;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Compares two texts word by word: a Chinese character counts as a word. */
final class WordDiff {

    /** What became of a piece of text. */
    enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    record Piece(Kind kind, String text) {}

    private static final Pattern WORD = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]+|\\s+|.");
    private static final Pattern SENTENCE = Pattern.compile("[^。！？.!?;；\\n]*[。！？.!?;；\\n]?");

    /** The time grows with the product of the lengths, so that long texts are compared by sentence. */
    private static final long MOST_PAIRS = 1_000_000;

    private WordDiff() {}

    static List<Piece> of(String before, String after) {
        List<String> old = parts(WORD, before);
        List<String> now = parts(WORD, after);
        return (long) old.size() * now.size() <= MOST_PAIRS
                ? compare(old, now)
                : compare(parts(SENTENCE, before), parts(SENTENCE, after));
    }

    private static List<String> parts(Pattern part, String text) {
        return part.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(found -> !found.isEmpty())
                .toList();
    }

    private static List<Piece> compare(List<String> old, List<String> now) {
        Patch<String> patch =
                DiffUtils.diff(old, now, MyersDiffWithLinearSpace.factory().create(), null);
        List<Piece> pieces = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta : patch.getDeltas()) {
            int from = delta.getSource().getPosition();
            if (from > at) {
                changed(pieces, removed, added);
                add(pieces, Kind.SAME, old.subList(at, from));
            }
            removed.addAll(delta.getSource().getLines());
            added.addAll(delta.getTarget().getLines());
            at = from + delta.getSource().size();
        }
        changed(pieces, removed, added);
        add(pieces, Kind.SAME, old.subList(at, old.size()));
        return pieces;
    }

    /** What was replaced stands before what took its place. */
    private static void changed(List<Piece> pieces, List<String> removed, List<String> added) {
        add(pieces, Kind.REMOVED, removed);
        add(pieces, Kind.ADDED, added);
        removed.clear();
        added.clear();
    }

    private static void add(List<Piece> pieces, Kind kind, List<String> parts) {
        if (!parts.isEmpty()) {
            pieces.add(new Piece(kind, String.join("", parts)));
        }
    }
}
