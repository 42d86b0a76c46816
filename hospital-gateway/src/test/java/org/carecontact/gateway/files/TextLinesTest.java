package org.carecontact.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLinesTest {

    private static final int READ_AHEAD = 64 * 1024;

    private static List<String> read(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        try (TextLines all = new TextLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            for (Line line = all.next(); line != null; line = all.next()) {
                lines.add(line.number() + ":" + new String(line.bytes(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            a\\nb\\n           > 1:a 2:b
            a\\nb              > 1:a 2:b
            a\\r\\nb\\r\\n     > 1:a 2:b
            \\ufeffa\\nb       > 1:a 2:b
            \\n\\na\\n\\r\\n_\\t\\nb > 3:a 6:b
            a\\rb\\n           > 1:a\\rb
            a\\n\\ufeffb       > 1:a 2:\\ufeffb
            """)
    void lines_end_with_lf_or_cr_lf_and_empty_ones_are_counted_only(String written, String lines) throws IOException {
        assertThat(String.join(" ", read(plain(written).replace('_', ' ')))).isEqualTo(plain(lines));
    }

    private static String plain(String text) {
        return text.strip().replace("\\ufeff", "\ufeff").translateEscapes();
    }

    @Test
    void nothing_has_no_lines() throws IOException {
        assertThat(read("")).isEmpty();
        assertThat(read("\ufeff")).isEmpty();
    }

    @Test
    void a_line_that_is_too_long_is_cut_and_the_next_one_is_read() throws IOException {
        String longest = "x".repeat(TextLines.LONGEST);
        try (TextLines lines = new TextLines(
                new ByteArrayInputStream((longest + "\r\n" + longest + "yyy\nb\n").getBytes(StandardCharsets.UTF_8)))) {
            assertThat(Objects.requireNonNull(lines.next()).isCut()).isFalse();
            Line cut = Objects.requireNonNull(lines.next());
            assertThat(cut.isCut()).isTrue();
            assertThat(cut.bytes()).hasSize(TextLines.LONGEST);
            assertThat(Objects.requireNonNull(lines.next()).bytes()).containsExactly('b');
            assertThat(lines.next()).isNull();
        }
    }

    /** Makes lines while they are read, so that what was read ahead is known. */
    private static final class Made extends InputStream {

        private static final byte[] LINE = ("{" + "x".repeat(998) + "\n").getBytes(StandardCharsets.UTF_8);
        private final long all;
        private long given;

        Made(int lines) {
            all = (long) lines * LINE.length;
        }

        @Override
        public int read() {
            return given == all ? -1 : LINE[(int) (given++ % LINE.length)];
        }

        @Override
        public int read(byte[] to, int from, int length) {
            int count = 0;
            for (int b = -1; count < length && (b = read()) >= 0; count++) {
                to[from + count] = (byte) b;
            }
            return count == 0 ? -1 : count;
        }
    }

    @Test
    void of_100_000_lines_never_more_than_the_next_few_are_in_memory() throws IOException {
        Made made = new Made(100_000);
        try (TextLines lines = new TextLines(made)) {
            long number = 0;
            for (Line line = lines.next(); line != null; line = lines.next()) {
                number = line.number();
                assertThat(made.given - number * Made.LINE.length).isLessThanOrEqualTo(READ_AHEAD);
            }
            assertThat(number).isEqualTo(100_000);
        }
    }
}
