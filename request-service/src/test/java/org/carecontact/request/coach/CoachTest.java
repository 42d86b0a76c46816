package org.carecontact.request.coach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.assertj.core.api.SoftAssertions;
import org.carecontact.request.coach.Coach.Failed;
import org.carecontact.request.coach.Coach.Parts;
import org.carecontact.request.coach.Coach.Rule;
import org.carecontact.request.pairs.domain.Purpose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("R3, R4, R5, R8: the coach")
class CoachTest {

    private static final Coach COACH = new Coach(new ClassPathResource("coach.yml"));

    /** A message and the rules that a person found broken. */
    private record Labelled(Set<Rule> broken, String text) {

        static List<Labelled> in(String file) {
            try {
                return new ClassPathResource(file)
                        .getContentAsString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\\|", 2))
                        .map(parts -> new Labelled(rules(parts[0]), parts[1]))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Set<Rule> rules(String letters) {
            Set<Rule> rules = EnumSet.noneOf(Rule.class);
            Arrays.stream(Rule.values())
                    .filter(rule -> letters.indexOf(letter(rule)) >= 0)
                    .forEach(rules::add);
            return rules;
        }

        private static char letter(Rule rule) {
            return rule == Rule.PRIVACY ? 'V' : rule.name().charAt(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ADDRESS, '王主任,冒昧请教', '喂,那个医生'",
        "PURPOSE, 方便后期复诊沟通, 加个好友吧",
        "BARE, 方便后期复诊沟通, 加个好友吧",
        "PRIVACY, 不会泄露工作信息, 就发个朋友圈",
        "TIME, 保证只在工作时间咨询专业问题, 有事随时找您",
        "PURPOSE, 这次治疗方案需要定期调整药物剂量, 方便联系",
        "PRIVACY, 绝对不泄露任何工作信息, 方便联系"
    })
    void r4_r5_the_articles_own_examples_are_read_as_they_are_given(Rule rule, String positive, String negative) {
        assertThat(broken(positive)).doesNotContain(rule);
        assertThat(broken(negative)).contains(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "'您看是否需要通过微信发送检查报告?保证工作时间内沟通', IV",
        "'病情比较复杂,能不能加个微信方便传监护数据?', AITVM",
        "'这个病例需要长期随访,能否加工作微信建档管理?', AITV",
        "'王主任,冒昧请教', IPTV",
        "'喂,那个医生', AIPTV",
        "方便后期复诊沟通, AITV",
        "加个好友吧, AIPTVB",
        "不会泄露工作信息, AIPT",
        "就发个朋友圈, AIPTV",
        "'这次治疗方案需要定期调整药物剂量,保证只在工作时间咨询专业问题,绝对不泄露任何工作信息', AI",
        "非必要不打扰, AIPV",
        "不得泄露患者隐私, AIPT"
    })
    void r3_r4_r5_r8_the_articles_sentences_break_just_these_rules(String text, String letters) {
        assertThat(broken(text)).isEqualTo(Labelled.rules(letters));
    }

    @ParameterizedTest
    @CsvSource({
        "'病情比较复杂,能不能加个微信方便传监护数据?', true",
        "我把脸上的照片发给您看, true",
        "伤口的情况我拍个视频传您, true",
        "您看是否需要通过微信发送检查报告?保证工作时间内沟通, false",
        "照片我不发微信, false",
        "照片通过医院平台的链接上传, false"
    })
    void r8_pictures_and_monitoring_data_do_not_go_over_the_channel(String text, boolean overTheChannel) {
        assertThat(broken(text).contains(Rule.MEDIA)).isEqualTo(overTheChannel);
        if (overTheChannel) {
            assertThat(failed(text, Rule.MEDIA).better().zh()).contains("上传链接");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coach/written-along.txt", "coach/second-development.txt"})
    void r5_every_message_that_the_rules_were_made_from_is_read_right(String file) {
        SoftAssertions all = new SoftAssertions();
        Labelled.in(file)
                .forEach(
                        one -> all.assertThat(broken(one.text())).as(one.text()).isEqualTo(one.broken()));
        all.assertAll();
    }

    @ParameterizedTest
    @CsvSource({"coach/held-out.txt, 0.90", "coach/second-held-out.txt, 0.80"})
    void r4_r5_r8_on_messages_held_out_few_faults_are_missed_and_few_are_false(String file, double least) {
        List<Labelled> heldOut = Labelled.in(file);
        for (Rule rule : Rule.values()) {
            long broken = count(heldOut, (meant, _) -> meant.contains(rule));
            long found = count(heldOut, (_, said) -> said.contains(rule));
            long both = count(heldOut, (meant, said) -> meant.contains(rule) && said.contains(rule));
            double recall = (double) both / broken;
            double precision = (double) both / found;
            System.out.printf(
                    "%s, %s: recall %.3f (%d of %d), precision %.3f (%d of %d)%n",
                    file, rule, recall, both, broken, precision, both, found);
            assertThat(recall).as("recall of " + rule).isGreaterThanOrEqualTo(least);
            assertThat(precision).as("precision of " + rule).isGreaterThanOrEqualTo(least);
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void r5_a_failed_rule_says_why_and_what_is_better_in_chinese_and_english(Rule rule) {
        Failed failed = failed(rule == Rule.MEDIA ? "发张自拍给您" : "喂,加个好友,发个朋友圈,随时聊天", rule);

        assertThat(failed.why().zh()).matches("(?s).*\\p{IsHan}.*");
        assertThat(failed.why().en()).matches("(?s)[^\\p{IsHan}]+");
        assertThat(failed.better().en()).matches("(?s)[^\\p{IsHan}]+");
        assertThat(broken(failed.better().zh())).doesNotContain(rule);
    }

    @Test
    void r5_what_only_lacks_a_sentence_is_answered_whole_and_the_answer_lacks_nothing() {
        Coach.Checked checked = COACH.check("王主任您好,冒昧请教,术后用药需要调整,想请您指导!");

        assertThat(checked.score()).isEqualTo(4);
        assertThat(checked.of()).isEqualTo(7);
        assertThat(checked.better()).startsWith("王主任您好,冒昧请教,术后用药需要调整,想请您指导。");
        assertThat(broken(String.valueOf(checked.better()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"加个好友吧", "'王主任您好,我是您的患者,调药的事随时找您,保密'", "'王主任,我是您的患者小李,复诊的事只在工作时间联系,不外传'"})
    void r5_what_has_to_go_or_is_good_already_is_not_added_to(String text) {
        assertThat(COACH.check(text).better()).isNull();
    }

    @ParameterizedTest
    @EnumSource(value = Purpose.class, mode = EnumSource.Mode.EXCLUDE, names = "CONVENIENCE")
    void r3_r5_a_composed_message_has_three_parts_and_breaks_no_rule(Purpose purpose) {
        for (String relation : new @Nullable String[] {null, "PARENT", "NEIGHBOUR"}) {
            for (String optional : new @Nullable String[] {null, "李明"}) {
                Coach.Composed composed =
                        COACH.compose(new Parts(optional, optional, relation, optional, purpose, "需要按医嘱处理。"));

                assertThat(composed.check().failed()).isEmpty();
                assertThat(composed.message())
                        .contains(composed.greeting() + composed.need() + composed.promises() + composed.privacy())
                        .contains("需要按医嘱处理")
                        .doesNotContain("{", "}", "null", "。。");
            }
        }
    }

    @Test
    void r3_r5_a_composed_message_reads_as_a_person_would_write_it() {
        Coach.Composed composed = COACH.compose(
                new Parts("王主任", "李明", "CHILD", "上周三在您门诊就诊", Purpose.MEDICATION_ADJUSTMENT, "术后第二周需要按医嘱调整药量"));

        assertThat(composed.message())
                .isEqualTo("王主任,您好,冒昧请教。我是您的患者李明的子女。上周三在您门诊就诊。"
                        + "这次联系是为了调整用药:术后第二周需要按医嘱调整药量。请问能否按医院的规定与您建立联系?"
                        + "我保证只在工作时间联系,非紧急情况不打扰您。每次沟通我会简明扼要。"
                        + "我绝不泄露您的任何工作信息,也会保护好自己的病情资料。"
                        + "如您不方便,我完全理解,会使用医院的其他渠道,谢谢您。");
    }

    @Test
    void r5_r8_a_fault_inside_the_need_is_still_found_in_the_composed_message() {
        Coach.Composed composed =
                COACH.compose(new Parts("王主任", "李明", null, null, Purpose.POSTOPERATIVE_RECOVERY, "术后的伤口我拍照片发给您看"));

        assertThat(composed.check().failed()).extracting(Failed::rule).containsExactly(Rule.MEDIA);
    }

    private static Set<Rule> broken(String text) {
        Set<Rule> rules = EnumSet.noneOf(Rule.class);
        COACH.check(text).failed().forEach(one -> rules.add(one.rule()));
        return rules;
    }

    private static Failed failed(String text, Rule rule) {
        return COACH.check(text).failed().stream()
                .filter(one -> one.rule() == rule)
                .findFirst()
                .orElseThrow();
    }

    private static long count(List<Labelled> all, BiPredicate<Set<Rule>, Set<Rule>> which) {
        return all.stream()
                .filter(one -> which.test(one.broken(), broken(one.text())))
                .count();
    }
}
