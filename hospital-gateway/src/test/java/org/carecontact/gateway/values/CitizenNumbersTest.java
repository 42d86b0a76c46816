package org.carecontact.gateway.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitizenNumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        PID|||11010519491231002X^^^^NI||    ; PID|||^^^^NI||
        11010519491231002x                  ; ''
        ID:11010519491231002X,              ; ID:,
        110105194912310021                  ; 110105194912310021
        911010519491231002X                 ; 9
        1401000000111010519491231002X       ; 14010000001
        11010519491231002X11010519491231002x ; ''
        20261123080000123456                ; 20261123080000123456
        \u008130\u0081311010519491231002X|  ; \u008130\u00813|
        """)
    void only_numbers_with_the_right_check_digit_go(String text, String left) {
        assertThat(CitizenNumbers.without(text)).isEqualTo(left);
    }
}
