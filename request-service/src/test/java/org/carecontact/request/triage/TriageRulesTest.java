package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.carecontact.request.domain.Grade;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("R12: triage by rules")
class TriageRulesTest {

    private static final TriageRules RULES = new TriageRules(TriageTerms.read(new ClassPathResource("triage.yml")));

    @Test
    void r12_every_sentence_written_along_with_the_rules_gets_its_grade() {
        SoftAssertions all = new SoftAssertions();
        Labelled.in(Labelled.WRITTEN_ALONG)
                .forEach(one ->
                        all.assertThat(RULES.grade(one.text())).as(one.text()).isEqualTo(one.grade()));
        all.assertAll();
    }

    @Test
    void r12_on_sentences_held_out_few_emergencies_are_missed_and_few_are_false() {
        List<Labelled> heldOut = Labelled.in(Labelled.HELD_OUT);
        for (Grade grade : Grade.values()) {
            System.out.printf(
                    "triage, held out, %s: recall %.3f, precision %.3f%n",
                    grade, recall(heldOut, grade), precision(heldOut, grade));
        }
        heldOut.stream()
                .filter(one -> RULES.grade(one.text()) != one.grade())
                .forEach(one -> System.out.printf("  %s, not %s%n", RULES.grade(one.text()), one.grade()));

        assertThat(recall(heldOut, Grade.EMERGENCY)).isGreaterThanOrEqualTo(0.95);
        assertThat(precision(heldOut, Grade.EMERGENCY)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void r12_the_need_of_an_ordinary_follow_up_stays_a_request() {
        assertThat(RULES.grade("术后复诊需要调整用药,想在工作时间请教随访安排")).isEqualTo(Grade.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"胸痛", "没有胸痛", "没有胸痛、胸闷", "不是没有", "(|(|"})
    void r12_a_text_made_to_be_slow_is_graded_at_once(String part) {
        long before = System.nanoTime();

        RULES.grade(part.repeat(4000 / part.length()) + "吗");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    private static double recall(List<Labelled> all, Grade grade) {
        List<Labelled> meant = all.stream().filter(one -> one.grade() == grade).toList();
        return share(
                meant,
                meant.stream().filter(one -> RULES.grade(one.text()) == grade).count());
    }

    private static double precision(List<Labelled> all, Grade grade) {
        List<Labelled> said =
                all.stream().filter(one -> RULES.grade(one.text()) == grade).toList();
        return share(said, said.stream().filter(one -> one.grade() == grade).count());
    }

    private static double share(List<Labelled> of, long right) {
        return of.isEmpty() ? 1 : (double) right / of.size();
    }
}
