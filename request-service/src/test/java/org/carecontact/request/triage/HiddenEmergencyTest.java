package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("R12: the way an emergency is written hides nothing")
class HiddenEmergencyTest {

    private static final TriageRules RULES = new TriageRules(TriageTerms.read(new ClassPathResource("triage.yml")));
    private static final Grader BOTH = new TriageExamples(new ClassPathResource(Labelled.EXAMPLES), RULES);

    /** Default_Ignorable_Code_Points, combining marks and controls: nobody sees them. */
    private static final List<String> UNSEEN = List.of(
            "\u00ad",
            "\u034f",
            "\u061c",
            "\u115f",
            "\u180e",
            "\u200b",
            "\u200d",
            "\u202e",
            "\u2060",
            "\u3164",
            "\ufe0f",
            "\ufeff",
            "\uffa0",
            "\udb40\udc20",
            "\u0336",
            "\u0301",
            "\u20dd",
            "\u0000",
            "\u0007",
            "\ue000");

    private static List<Labelled> emergencies() {
        return Stream.of(Labelled.EXAMPLES, Labelled.HELD_OUT, Labelled.FIFTH_HELD_OUT)
                .flatMap(file -> Labelled.in(file).stream())
                .filter(one -> one.grade() == Grade.EMERGENCY)
                .toList();
    }

    @Test
    void r12_invisible_characters_anywhere_leave_the_grade_of_every_example_as_it_is() {
        Random chance = new Random(20261127);
        SoftAssertions all = new SoftAssertions();
        for (Labelled one : emergencies()) {
            StringBuilder hidden = new StringBuilder();
            one.text().codePoints().forEach(character -> {
                hidden.appendCodePoint(character);
                for (int more = chance.nextInt(3); more > 0; more--) {
                    hidden.append(UNSEEN.get(chance.nextInt(UNSEEN.size())));
                }
            });
            all.assertThat(RULES.grade(hidden.toString())).as(one.text()).isEqualTo(RULES.grade(one.text()));
            all.assertThat(BOTH.grade(hidden.toString())).as(one.text()).isEqualTo(BOTH.grade(one.text()));
        }
        all.assertAll();
    }

    @Test
    void r12_traditional_characters_leave_the_grade_of_every_example_as_it_is() {
        Transliterator traditional = Transliterator.getInstance("Simplified-Traditional");
        SoftAssertions all = new SoftAssertions();
        for (Labelled one : emergencies()) {
            String written = traditional.transliterate(one.text());
            all.assertThat(RULES.grade(written)).as(written).isEqualTo(RULES.grade(one.text()));
            all.assertThat(BOTH.grade(written)).as(written).isEqualTo(BOTH.grade(one.text()));
        }
        all.assertAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我想自殺",
                "意識喪失",
                "孩子呼吸困難",
                "孩子驚厥了",
                "孩子誤服了一瓶藥",
                "突然半身無力,說話不清楚",
                "噁心,嘔吐出血",
                "脣發紫",
                "孩子呼\u200b吸\u200b困\u200b难,想复查"
            })
    void r12_what_was_found_by_hand_can_not_be_waved_away(String need) {
        assertThat(RULES.grade(need)).isEqualTo(Grade.EMERGENCY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "孩子呼.吸.困.难",
                "呼 吸 困 难",
                "呼、吸、困、难",
                "呼,吸,困,难",
                "呼-吸-困-难",
                "呼\n吸\n困\n难",
                "呼*吸*困*难",
                "胸*痛",
                "我想自/杀",
                "我想自_杀",
                "我想自😀杀",
                "呼吸*困难",
                "自|杀",
                "s.u.i.c.i.d.e",
                "c h e s t  p a i n"
            })
    void r12_characters_set_apart_are_put_together_where_that_is_no_language(String need) {
        assertThat(RULES.grade(need + ",想复查")).isEqualTo(Grade.EMERGENCY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我想自 杀",
                "我想自.杀",
                "我想自\n杀",
                "我想自 . 杀",
                "孩子发烧三天了呼吸\n困难",
                "孩子呼吸 困难",
                "孩子呼吸困.难",
                "孩子呼吸.困难",
                "my chest\npain is back",
                "he has chest-pain",
                "he has chest  pain"
            })
    void r12_a_gap_inside_a_word_or_a_line_that_ends_there_hides_nothing(String need) {
        assertThat(RULES.grade(need + ",想复查")).isEqualTo(Grade.EMERGENCY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我想⾃杀",
                "我想自\u0301杀",
                "我想自\u20e3杀",
                "\uf9ca血不止",
                "意识丧失ﾞ",
                "⼼绞痛",
                "ｃｈｅｓｔ ｐａｉｎ",
                "сhеst pаin",
                "СНЕЅТ РАІN",
                "ϲhest ρain",
                "chést páin",
                "ｃʜеѕᴛ раⅰn",
                "𝒄𝒉𝒆𝒔𝒕 𝓅𝒶𝒾𝓃",
                "🅢🅤🅘🅒🅘🅓🅔",
                "ѕuісіdе",
                "突然ロ吐白沫",
                "呼吸困難"
            })
    void r12_other_forms_and_look_alikes_of_a_character_are_read_as_it(String need) {
        assertThat(RULES.grade(need)).isEqualTo(Grade.EMERGENCY);
    }

    /** Where two words meet at a gap, the characters at its sides make no third. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "有点呕 血压正常,想复诊",
                "右胸 痛风复查调药",
                "想复查 胸片 痛风也想问",
                "没有胸 痛,想复查",
                "没有胸闷、呼吸 困难,想复诊",
                "血压 135/85 心率 72 想调药",
                "恢复好.想复查.请教药量"
            })
    void r12_words_that_meet_at_a_gap_are_no_sign(String need) {
        assertThat(RULES.grade(need)).isEqualTo(Grade.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"没有胸痛/胸闷,想复诊调药", "没有头晕、胸痛,想复诊", "想复诊 请教药量", "血压135/85,想复诊", "北京-上海两地复诊,想请教药量", "术后恢复好.想复查.请教药量"})
    void r12_signs_between_words_are_read_as_language(String need) {
        assertThat(RULES.grade(need)).isEqualTo(Grade.REQUEST);
    }

    @Test
    void r12_an_emergency_at_the_end_of_a_text_that_is_far_too_long_is_seen() {
        assertThat(RULES.grade("想复诊调药。".repeat(3_000) + "胸痛出冷汗")).isEqualTo(Grade.EMERGENCY);
        assertThat(BOTH.grade("想复诊调药。".repeat(3_000) + "爷爷吃早饭吃着吃着碗就从手里滑下去了,问他话光看着我不出声"))
                .isEqualTo(Grade.EMERGENCY);
    }
}
