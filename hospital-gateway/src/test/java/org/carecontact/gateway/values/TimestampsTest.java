package org.carecontact.gateway.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "20261123, 2026-11-22T16:00:00Z",
        "2026-11-23 14:05:59, 2026-11-23T06:05:59Z",
        "2026/1/3 8:05, 2026-01-03T00:05:00Z",
        "2026-11-23T14:05:59.250+08:00, 2026-11-23T06:05:59.250Z",
        "2026112314, 2026-11-23T06:00:00Z",
        "202611231405, 2026-11-23T06:05:00Z",
        "20261123140559, 2026-11-23T06:05:59Z",
        "20261123140559.1, 2026-11-23T06:05:59.100Z",
        "20261123140559.1239, 2026-11-23T06:05:59.123Z",
        "20261123140559+0000, 2026-11-23T14:05:59Z",
        "202611231405-0330, 2026-11-23T17:35:00Z"
    })
    void a_time_to_the_day_at_least_is_a_time(String value, Instant expected) {
        assertThat(Timestamps.span(value, SHANGHAI).map(Timestamps.Span::from)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "202613231405",
                "202602301405",
                "202611232505",
                "20261123140560",
                "2026-13-23T14:05",
                "202611231405+2500",
                "yesterday"
            })
    void anything_else_is_none(String value) {
        assertThat(Timestamps.span(value, SHANGHAI)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20120229, 2012-02-29",
        "201202, 2012-02-29",
        "2012, 2012-12-31",
        "20120301123000+0800, 2012-03-01",
        "2012/3/1, 2012-03-01",
        "2012年3月1日, 2012-03-01"
    })
    void doubt_about_a_birth_date_makes_the_person_younger(String value, LocalDate expected) {
        assertThat(Timestamps.days(value)).map(Timestamps.Days::last).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "20120230", "201213", "x", "1/2/2012"})
    void what_is_no_date_is_none(String value) {
        assertThat(Timestamps.days(value)).isEmpty();
    }
}
