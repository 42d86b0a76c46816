package org.carecontact.consent.receipts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Breaks text into lines: Chinese after any character, other words between them. */
final class Lines {

    /** What must not begin a line hangs over the margin. */
    private static final String CLOSING = "，。、；：？！）》”’」』】,.;:?!)%";

    private Lines() {}

    static List<String> of(String text, ToDoubleFunction<String> width, double room) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String piece : pieces(text, width, room)) {
            if (!line.isEmpty()
                    && width.applyAsDouble(line + piece.stripTrailing()) > room
                    && CLOSING.indexOf(piece.charAt(0)) < 0) {
                lines.add(line.stripTrailing());
                line = "";
            }
            line += line.isEmpty() ? piece.stripLeading() : piece;
        }
        lines.add(line.stripTrailing());
        return lines;
    }

    /** Words with the space after them, or single characters where lines may break between any two. */
    private static List<String> pieces(String text, ToDoubleFunction<String> width, double room) {
        List<String> pieces = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            boolean wide = c >= 0x2e80 || (c >= 0x2000 && CLOSING.indexOf(c) >= 0);
            if (wide || width.applyAsDouble(word + Character.toString(c)) > room) {
                add(pieces, word);
            }
            word.appendCodePoint(c);
            if (wide || c == ' ') {
                add(pieces, word);
            }
        }
        add(pieces, word);
        return pieces;
    }

    private static void add(List<String> pieces, StringBuilder word) {
        if (!word.isEmpty()) {
            pieces.add(word.toString());
            word.setLength(0);
        }
    }
}
