package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class E164Test {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "14010000001        | +8614010000001",
                "+8614010000001     | +8614010000001",
                "008614010000001    | +8614010000001",
                "8614010000001      | +8614010000001",
                "+86 140-1000-0001  | +8614010000001",
                "(+86)14010000001   | +8614010000001",
                "１４０１００００００１ | +8614010000001",
                "＋86 14010000001    | +8614010000001",
                "014010000001       | +8614010000001",
                "+86 (0)14010000001 | +8614010000001",
            })
    void a_mobile_number_has_one_form_however_it_is_written(String written, String wanted) {
        assertThat(E164.parse(written).map(E164::value)).contains(wanted);
        assertThat(E164.parse(written).orElseThrow().isMobile()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"010-22220000", "+86 10 22220000", "0571 2222 0000", "057122220000"})
    void a_landline_is_known_and_gets_no_text_message(String written) {
        E164 number = E164.parse(written).orElseThrow();
        assertThat(number.isMobile()).isFalse();
        assertThatThrownBy(() -> new Sms("k", number, "t", new LinkedHashMap<>(), "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("2222");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "86",
                "12010000001",
                "1401000000",
                "140100000011",
                "+1 212 555 0100",
                "+852 5000 0000",
                "14010000001;14010000002",
                "14010000001,14010000002",
                "1401000000a",
                "+86+8614010000001",
                "95555",
                "120",
                "14010000001\n",
                "+860014010000001"
            })
    void what_is_no_number_of_the_country_is_none(String written) {
        assertThat(E164.parse(written)).isEmpty();
    }

    @Test
    void its_text_shows_nothing_of_it() {
        E164 number = E164.parse("14010000001").orElseThrow();
        assertThat(number).asString().doesNotContain("1401");
        LinkedHashMap<String, String> values = new LinkedHashMap<>();
        values.put("name", "张三");
        assertThat(new Sms("key-1", number, "t", values, "s"))
                .asString()
                .contains("key-1")
                .doesNotContain("1401", "张三");
    }

    @ParameterizedTest
    @ValueSource(strings = {"14010000001", "+8612010000001", "+86", "+8614010000001 "})
    void only_the_one_form_can_be_made(String value) {
        assertThatThrownBy(() -> new E164(value)).isInstanceOf(IllegalArgumentException.class);
    }
}
