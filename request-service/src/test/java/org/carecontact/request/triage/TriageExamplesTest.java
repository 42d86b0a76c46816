package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("R12: triage by rules and examples")
class TriageExamplesTest {

    private static final ClassPathResource EXAMPLES = new ClassPathResource(Labelled.EXAMPLES);
    private static final ClassPathResource NOTICES = new ClassPathResource("triage-notices.yml");
    private static final TriageRules RULES = new TriageRules(TriageTerms.read(new ClassPathResource("triage.yml")));
    private static final Grader BOTH = new TriageExamples(EXAMPLES, RULES);
    private static final Triage MODULE =
            new Triage(new TriageProperties(new ClassPathResource("triage.yml"), EXAMPLES, NOTICES, null));

    /** No rule has words for it. */
    private static final String SCENE = "爷爷吃早饭吃着吃着碗就从手里滑下去了,问他话光看着我不出声";

    @ParameterizedTest
    @CsvSource({
        Labelled.HELD_OUT + ", 0.98, 0.90",
        Labelled.SECOND_HELD_OUT + ", 0.98, 0.90",
        Labelled.THIRD_HELD_OUT + ", 0.95, 0.90",
        Labelled.FOURTH_HELD_OUT + ", 0.97, 0.90",
        Labelled.FIFTH_HELD_OUT + ", 0.98, 0.85"
    })
    void r12_on_sentences_held_out_emergencies_are_found_and_few_are_false(
            String file, double recall, double precision) {
        HeldOut.assertReaches(BOTH, "rules and examples", file, recall, precision);
    }

    @ParameterizedTest
    @ValueSource(strings = {Labelled.HELD_OUT, Labelled.FOURTH_HELD_OUT, Labelled.FIFTH_HELD_OUT})
    void r12_examples_never_lower_a_grade(String file) {
        assertThat(Labelled.in(file)).allSatisfy(one -> {
            Grade byRules = RULES.grade(one.text());
            assertThat(BOTH.grade(one.text())).isIn(byRules, Grade.EMERGENCY);
        });
    }

    @Test
    void r12_what_the_rules_have_no_words_for_is_seen_and_the_requester_may_say_that_it_is_not_so() {
        assertThat(RULES.grade(SCENE)).isNotEqualTo(Grade.EMERGENCY);
        assertThat(MODULE.grade(SCENE, null)).isEqualTo(Grade.EMERGENCY);
        assertThat(MODULE.grade(SCENE, false)).isEqualTo(Grade.EMERGENCY);
        assertThat(MODULE.grade(SCENE, true)).isNotEqualTo(Grade.EMERGENCY);
    }

    @Test
    void r12_what_the_rules_see_in_plain_words_can_not_be_waved_away() {
        assertThat(MODULE.grade("胸痛出冷汗", true)).isEqualTo(Grade.EMERGENCY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "没有胸痛,也没有气短,想复诊调药",
                "没有胸痛",
                "胸痛早就没有了,想复查",
                "想请问下次复查是什么时候",
                "术后复诊需要调整用药,想在工作时间请教随访安排",
                "高血压三年,血压控制稳定,想请教药量",
                "please help me adjust the dose of my blood pressure pills"
            })
    void r12_ordinary_and_denied_needs_stay_what_they_are(String need) {
        assertThat(BOTH.grade(need)).isEqualTo(Grade.REQUEST);
    }

    @Test
    void r12_the_same_examples_give_the_same_grades() {
        Grader again = new TriageExamples(EXAMPLES, RULES);
        assertThat(Labelled.in(Labelled.FIFTH_HELD_OUT))
                .allSatisfy(one -> assertThat(again.grade(one.text())).isEqualTo(BOTH.grade(one.text())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"胸痛", "URGENT|胸痛", "EMERGENCY|胸痛", "# nothing"})
    void r12_what_nothing_can_be_learnt_from_does_not_start(String line) {
        ByteArrayResource wrong = new ByteArrayResource(line.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new TriageExamples(wrong, RULES)).isInstanceOf(IllegalArgumentException.class);
    }
}
