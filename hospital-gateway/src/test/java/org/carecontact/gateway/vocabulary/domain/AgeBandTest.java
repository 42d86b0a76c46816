package org.carecontact.gateway.vocabulary.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeBandTest {

    @ParameterizedTest
    @CsvSource({
        "2012-11-24, UNDER_14",
        "2012-11-23, FROM_14_TO_17",
        "2008-11-24, FROM_14_TO_17",
        "2008-11-23, ADULT",
        "2026-11-24, UNDER_14",
        "1926-01-01, ADULT"
    })
    void a_band_begins_on_the_birthday(LocalDate born, AgeBand expected) {
        assertThat(AgeBand.of(born, LocalDate.of(2026, 11, 23))).isEqualTo(expected);
    }
}
