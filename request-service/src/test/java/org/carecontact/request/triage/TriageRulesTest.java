package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("R12: triage by rules")
class TriageRulesTest {

    private static final TriageRules RULES = new TriageRules(TriageTerms.read(new ClassPathResource("triage.yml")));

    @Test
    void r12_every_sentence_that_the_rules_were_made_from_gets_its_grade() {
        SoftAssertions all = new SoftAssertions();
        Labelled.ofTheRules()
                .forEach(one ->
                        all.assertThat(RULES.grade(one.text())).as(one.text()).isEqualTo(one.grade()));
        all.assertAll();
    }

    @ParameterizedTest
    @CsvSource({
        Labelled.HELD_OUT + ", 0.99, 0.95",
        Labelled.SECOND_HELD_OUT + ", 0.99, 0.95",
        // what phrases reach on words that nobody thought of
        Labelled.THIRD_HELD_OUT + ", 0.65, 0.95",
        Labelled.FOURTH_HELD_OUT + ", 0.80, 0.92",
        Labelled.FIFTH_HELD_OUT + ", 0.60, 0.85"
    })
    void r12_on_sentences_held_out_the_rules_find_emergencies_and_few_are_false(
            String file, double recall, double precision) {
        HeldOut.assertReaches(RULES, "rules", file, recall, precision);
    }

    @ParameterizedTest
    @CsvSource({
        "如果胸痛怎么办, EMERGENCY",
        "'如果胸痛怎么办,我先了解一下', REQUEST",
        "如果胸痛就不吃这个药, REQUEST",
        "胸痛中心在几楼, ROUTINE",
        "救命之恩想当面感谢, REQUEST",
        "伤口疼, EMERGENCY",
        "伤口有点疼, REQUEST",
        "'伤口疼,想复查', REQUEST",
        "'伤口突然疼,想复查', EMERGENCY",
        "没有头痛, REQUEST",
        "血压多少算正常, REQUEST",
        "高血压20多年想换药, REQUEST",
        "血压205, EMERGENCY",
        "'血糖5.8,想减药', REQUEST",
        "血糖2.1, EMERGENCY"
    })
    void r12_what_is_asked_mild_ordinary_or_a_figure_is_read_for_what_it_is(String need, Grade grade) {
        assertThat(RULES.grade(need)).isEqualTo(grade);
    }

    @Test
    void r12_the_need_of_an_ordinary_follow_up_stays_a_request() {
        assertThat(RULES.grade("术后复诊需要调整用药,想在工作时间请教随访安排")).isEqualTo(Grade.REQUEST);
    }
}
