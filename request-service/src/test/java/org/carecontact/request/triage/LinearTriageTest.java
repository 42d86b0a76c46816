package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("R12: triage is linear in the text, counted in characters read")
class LinearTriageTest {

    private static final AtomicLong READ = new AtomicLong();
    private static final TriageRules RULES =
            new TriageRules(TriageTerms.read(new ClassPathResource("triage.yml")), Counted::new);

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
                "x\u0301"
            })
    void r12_twice_the_text_costs_no_more_than_twice_the_steps(String part) {
        long once = steps(part.repeat(4_000 / part.length()));
        long twice = steps(part.repeat(8_000 / part.length()));

        assertThat((double) twice / once).isLessThan(2.5);
    }

    private static long steps(String text) {
        READ.set(1_000);
        RULES.grade(text + "吗");
        RULES.withoutDenied(text + "吗");
        return READ.get();
    }
}
