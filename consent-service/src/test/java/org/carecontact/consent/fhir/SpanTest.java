package org.carecontact.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "2026, 2025-12-31T16:00:00Z, 2026-12-31T16:00:00Z",
        "2026-11, 2026-10-31T16:00:00Z, 2026-11-30T16:00:00Z",
        "2026-11-27, 2026-11-26T16:00:00Z, 2026-11-27T16:00:00Z",
        "eq2028-02-29, 2028-02-28T16:00:00Z, 2028-02-29T16:00:00Z",
        "2026-11-27T10:00, 2026-11-27T02:00:00Z, 2026-11-27T02:01:00Z",
        "2026-11-27T10:00:00, 2026-11-27T02:00:00Z, 2026-11-27T02:00:01Z",
        "2026-11-27T10:00:00Z, 2026-11-27T10:00:00Z, 2026-11-27T10:00:01Z",
        "2026-11-27T10:00:00+08:00, 2026-11-27T02:00:00Z, 2026-11-27T02:00:01Z",
        "2026-11-27T10:00:00 08:00, 2026-11-27T02:00:00Z, 2026-11-27T02:00:01Z",
        "2026-11-27T10:00:00.5Z, 2026-11-27T10:00:00.500Z, 2026-11-27T10:00:00.600Z",
        "2026-11-27T10:00:00.123Z, 2026-11-27T10:00:00.123Z, 2026-11-27T10:00:00.124Z",
        "2026-11-27T10:00:00.1234Z, 2026-11-27T10:00:00.124Z, 2026-11-27T10:00:00.124Z",
    })
    void a_date_stands_for_all_of_it(String text, Instant from, Instant before) {
        assertThat(Span.parse(text)).contains(new Span(from, before));
    }

    @Test
    void a_prefix_takes_what_lies_on_one_side() {
        Instant first = Instant.parse("2026-11-26T16:00:00Z");
        Instant next = Instant.parse("2026-11-27T16:00:00Z");
        assertThat(Span.parse("ge2026-11-27")).contains(new Span(first, Span.ALWAYS.before()));
        assertThat(Span.parse("gt2026-11-27")).contains(new Span(next, Span.ALWAYS.before()));
        assertThat(Span.parse("lt2026-11-27")).contains(new Span(Span.ALWAYS.from(), first));
        assertThat(Span.parse("le2026-11-27")).contains(new Span(Span.ALWAYS.from(), next));
    }

    @Test
    void two_spans_leave_what_both_have() {
        Span day = Span.parse("ge2026-11-27")
                .orElseThrow()
                .and(Span.parse("lt2026-11-28").orElseThrow());
        assertThat(day).isEqualTo(Span.parse("2026-11-27").orElseThrow());
        assertThat(day.contains(day.from())).isTrue();
        assertThat(day.contains(day.before().minusMillis(1))).isTrue();
        assertThat(day.contains(day.before())).isFalse();
        assertThat(day.contains(day.from().minusMillis(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "ne2026-11-27",
                "sa2026",
                "26-11-27",
                "2026-13",
                "2026-02-30",
                "2026-11-27T25:00Z",
                "2026-11-27T10Z",
                "2026-11-27T10:00:00+19:00",
                "2026-11-27Z",
                "12026-01-01",
                "2026-11-27T10:00:00.1234567890Z",
                "２０２６-11-27"
            })
    void what_is_no_date_is_none(String text) {
        assertThat(Span.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.",
                "1.x",
                "-1.aaaaaaaaaaaaaaaaaaaaaaaaaa-1",
                "1.aaaaaaaaaaaaaaaaaaaaaaaaaa",
                "999999999999999.aaaaaaaaaaaaaaaaaaaaaaaaaa-1"
            })
    void what_is_no_cursor_is_none(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Test
    void a_cursor_is_read_as_it_was_written() {
        Cursor cursor = new Cursor(Instant.parse("2026-11-27T10:00:00.123Z"), "aaaaaaaaaaaaaaaaaaaaaaaaaa-12");
        assertThat(Cursor.parse(cursor.text())).contains(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9._~-]+");
    }
}
