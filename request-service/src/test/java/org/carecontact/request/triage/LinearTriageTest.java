package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("R12: triage is linear in the text, counted in characters read")
class LinearTriageTest {

    private static final AtomicLong READ = new AtomicLong();
    private static final TriageRules RULES =
            new TriageRules(TriageTerms.read(new ClassPathResource("triage.yml")), Counted::new);

    private static final int LARGEST_BODY = 64 * 1024 / 3;
    private static final int MOST_A_CHARACTER = 500;
    private static final List<String> PARTS =
            TriageTerms.read(new ClassPathResource("triage.yml")).emergency().values().stream()
                    .flatMap(Collection::stream)
                    .map(LinearTriageTest::plainest)
                    .filter(part -> !part.isEmpty())
                    .distinct()
                    .toList();

    /** A phrase up to its last gap or choice, the first of each choice taken: what makes the matcher try hardest. */
    private static String plainest(String phrase) {
        return phrase.replaceAll("\\(([^|()]*)\\|[^()]*\\)", "$1").replaceAll("[~…#].*", "");
    }

    /** Counts each character that the matcher looks at. */
    private record Counted(CharSequence text) implements CharSequence {

        @Override
        public char charAt(int at) {
            READ.incrementAndGet();
            return text.charAt(at);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.subSequence(from, to);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "十",
                "一点",
                "胸",
                "胸痛",
                "没有胸痛",
                "没有胸痛、胸闷、",
                "不是没有",
                "(|(|",
                "如果胸痛先了解一下",
                "稳定脑梗",
                "有点疼",
                "胸痛中心",
                "没有疼有点",
                "把药",
                "吃",
                "突然",
                "a",
                "not ",
                "心率一",
                "想复诊 ",
                "呼.",
                "痛。",
                "a b ",
                "20",
                "以前胸痛",
                "x\u0301",
                "稳定脑梗复查",
                "吃的",
                "突然",
                "突然胸",
                "自 杀",
                "呼\n吸",
                "没有呼吸 困难"
            })
    void r12_twice_the_text_costs_no_more_than_twice_the_steps(String part) {
        long once = steps(part.repeat(4_000 / part.length()));
        long twice = steps(part.repeat(8_000 / part.length()));

        assertThat((double) twice / once).isLessThan(2.5);
    }

    /** By each phrase of the lists, because whatever is worst begins like one of them. */
    @Test
    void r12_no_text_takes_more_than_so_many_steps_a_character_and_the_budget_for_judging() {
        Map<Long, String> worst = new TreeMap<>();
        for (String part : PARTS) {
            String text = part.repeat(LARGEST_BODY / part.length());
            long taken = steps(text);
            worst.put(taken / LARGEST_BODY, part);
            assertThat(taken).as(part).isLessThan(MOST_A_CHARACTER * LARGEST_BODY + 2L * Steps.MOST);
        }
        System.out.printf("steps a character, of %d texts: %s%n", PARTS.size(), worst);
    }

    @Test
    void r12_a_text_that_uses_up_its_budget_is_graded_by_its_signs_and_never_lower() {
        String denied = "没有呕血黑便抽搐胸痛";
        assertThat(RULES.grade(denied)).isEqualTo(Grade.REQUEST);

        assertThat(RULES.grade(denied.repeat(2_000))).isEqualTo(Grade.EMERGENCY);
        assertThat(RULES.read(denied.repeat(2_000)).withoutDenied()).isEqualTo(denied.repeat(2_000));
        assertThat(RULES.grade("请问周几出门诊,".repeat(2_000) + "胸痛出冷汗")).isEqualTo(Grade.EMERGENCY);
        assertThat(RULES.grade("请问周几出门诊,".repeat(2_000))).isIn(Grade.ROUTINE, Grade.REQUEST);
    }

    private static long steps(String text) {
        READ.set(1_000);
        RULES.grade(text + "吗");
        RULES.read(text + "吗").withoutDenied();
        return READ.get();
    }
}
