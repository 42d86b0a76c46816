package org.carecontact.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

class DialectReaderTest {

    @Test
    void the_shipped_dialects_are_read() {
        assertThat(DialectReader.read(new ClassPathResource("dialects/hl7-v2.yml")))
                .isEqualTo(Dialect.tolerant());
        Dialect chinese = DialectReader.read(new ClassPathResource("dialects/chinese-his.yml"));
        assertThat(chinese.charset()).hasToString("GB18030");
        assertThat(chinese.classes()).containsEntry("住院", EncounterClass.IMP).containsEntry("O", EncounterClass.AMB);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "zone: Beijing;line 2, column 7: `Beijing` is not a time zone as Asia/Shanghai",
                "charset: KOI9;line 2, column 10: `KOI9` is not a character set as UTF-8 or GB18030",
                "clases: {I: IMP};line 2, column 9: unknown key `clases`, known here",
                "classes: {I: INPATIENT};line 2, column 14: `INPATIENT` is none of AMB, EMER, IMP, VR",
                "versions: [2.4, v3];line 2, column 17: `v3` is not of the form 2.5.1, or any",
                "not-used: a05;line 2, column 11: `a05` is not of the form A05",
                "without-store: wait;line 2, column 16: `wait` is none of answer-ae, close"
            })
    void a_mistake_is_named_with_its_place_and_what_would_be_right(String line, String problem) {
        assertThatThrownBy(() -> DialectReader.read("tongren.yml", "door: hl7-v2\n" + line + "\n"))
                .isInstanceOf(DialectRefused.class)
                .hasMessageContaining("tongren.yml, " + problem.replace('`', '\''));
    }

    @Test
    void a_dialect_says_which_door_it_is_for() {
        assertThatThrownBy(() -> DialectReader.read("tongren.yml", "zone: Asia/Shanghai\n"))
                .hasMessageContaining("line 1, column 1: 'door' is missing");
    }
}
