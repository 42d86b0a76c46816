package org.carecontact.gateway.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SFZ11010519491231002X",
                "x11010519491231002x",
                "1101051949-1231-002X",
                "110105 19491231 002 X",
                "11010519491231002X_1",
                "11010519491231002X-1",
                "V-2026-11010519491231002X",
                "１１０１０５１９４９１２３１００２Ｘ",
                "110105491231002",
                "SFZ110105491231002",
                "110105-491231-002"
            })
    void none_hides_behind_letters_signs_or_more_digits(String id) {
        assertThat(CitizenNumbers.isOne(id)).isTrue();
        assertThat(CitizenNumbers.without(Normalizer.normalize(id, Normalizer.Form.NFKC)))
                .doesNotContain("491231");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P000001",
                "14010000001",
                "+8614010000001",
                "20261123080000123456",
                "20261123140559.1",
                "2026-11-23 14:05:59.250",
                "202611231405591",
                "201105491231002",
                "110105491331002",
                "11010519491231002",
                "110105-19491231-0021",
                "ZY-2026-0001234567-01",
                "1.2.156.112600.1.2.3.4.5.6.7.8.9.10.11.12"
            })
    void other_ids_are_none(String id) {
        assertThat(CitizenNumbers.isOne(id)).isFalse();
        assertThat(CitizenNumbers.without(id)).isEqualTo(id);
    }
}
