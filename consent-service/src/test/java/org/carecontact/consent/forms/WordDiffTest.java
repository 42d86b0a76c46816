package org.carecontact.consent.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.carecontact.consent.forms.WordDiff.Kind;
import org.carecontact.consent.forms.WordDiff.Piece;
import org.junit.jupiter.api.Test;

class WordDiffTest {

    @Test
    void c4_words_and_chinese_characters_are_told_apart() {
        assertThat(WordDiff.of("Kept for 30 days.", "Kept for 90 days."))
                .containsExactly(
                        new Piece(Kind.SAME, "Kept for "),
                        new Piece(Kind.REMOVED, "30"),
                        new Piece(Kind.ADDED, "90"),
                        new Piece(Kind.SAME, " days."));
        assertThat(WordDiff.of("保存三年", "保存十年"))
                .containsExactly(
                        new Piece(Kind.SAME, "保存"),
                        new Piece(Kind.REMOVED, "三"),
                        new Piece(Kind.ADDED, "十"),
                        new Piece(Kind.SAME, "年"));
    }

    @Test
    void c4_what_is_shown_gives_both_texts_back_also_where_they_are_long_and_have_nothing_in_common() {
        String before = "甲乙丙。".repeat(1000);
        String after = "one two. ".repeat(440);
        for (List<String> texts :
                List.of(List.of(before, after), List.of("", after), List.of(before, ""), List.of("a\nb", "b\na"))) {
            List<Piece> pieces = WordDiff.of(texts.getFirst(), texts.getLast());
            assertThat(text(pieces, Kind.ADDED)).isEqualTo(texts.getFirst());
            assertThat(text(pieces, Kind.REMOVED)).isEqualTo(texts.getLast());
        }
    }

    private static String text(List<Piece> pieces, Kind without) {
        return pieces.stream()
                .filter(piece -> piece.kind() != without)
                .map(Piece::text)
                .collect(Collectors.joining());
    }
}
