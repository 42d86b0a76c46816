package org.carecontact.notification.content.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WordingRulesTest {

    private static final String ADDRESS = "https://care.example.org/r";
    private static final String GOOD = "您有一份文件待阅读签署，编号{entry}，请在{until}前登录 https://care.example.org/r 查看。";

    @Test
    void a_good_text_has_nothing_wrong() {
        assertThat(sms(Vendor.ALIYUN, GOOD)).isEmpty();
        assertThat(sms(Vendor.TENCENT, GOOD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "加微信查看编号{entry}。", "关注公众号，编号{entry}。", "医疗服务，编号{entry}。", "您的检查结果已出，编号{entry}。", "您的诊断，编号{entry}。",
                "肿瘤科提醒您，编号{entry}。", "心内科提醒您，编号{entry}。", "精神卫生，编号{entry}。", "骨科通知，编号{entry}。", "编号{entry}，回复TD退订。",
                "编号{entry}，拒收请回复R。", "编号{entry}，电话13800000000。", "编号{entry}，请拨打400-800-1234。", "【医院】编号{entry}。",
                        "编号{entry}★。",
                "编号{entry}😀。", "Your test result {entry}.", "Oncology asks for {entry}.", "The clinic: {entry}."
            })
    void a_text_with_a_forbidden_word_or_character_is_refused(String text) {
        assertThat(sms(Vendor.ALIYUN, text)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A request, {entry}.", "An aide: {entry}.", "Chives {entry}.", "A stepladder {entry}."})
    void a_word_inside_another_is_no_word(String text) {
        assertThat(sms(Vendor.ALIYUN, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "您有一条新的信息。 | {entry} is missing",
                "编号{entry}，{entry}。 | {entry} stands there twice",
                "编号{entry}{until}。 | text has two places side by side",
                "编号{entry}，{doctor}。 | nothing fills the place {doctor}",
                "{entry} | text is nothing but a place",
                "编号{entry}，{code。 | text has a brace that belongs to no place",
                "编号{entry}，https://evil.example.org | text holds another address than https://care.example.org/r",
                "编号{entry}，https://care.example.org/r/{until} | text holds another address than https://care.example.org/r",
                "编号{entry}，www.example.org | text holds an address without https"
            })
    void a_text_whose_places_or_addresses_are_wrong_is_refused(String text, String problem) {
        assertThat(sms(Vendor.TENCENT, text)).contains(problem);
    }

    @Test
    void an_sms_has_two_parts_at_most_with_its_longest_values() {
        String filler = "长".repeat(134 - "【测试医院】".length() - "编号W7K2QM".length());
        assertThat(sms(Vendor.ALIYUN, filler + "编号{entry}")).isEmpty();
        assertThat(sms(Vendor.ALIYUN, filler + "长编号{entry}")).containsExactly("the text needs 3 messages, at most 2");
    }

    @ParameterizedTest
    @CsvSource({"64, 1", "65, 2", "128, 2", "129, 3", "195, 3", "196, 4"})
    void seventy_characters_are_one_message_and_each_further_sixty_seven_another(int length, int segments) {
        assertThat(Segments.of("测试医院", "字".repeat(length))).isEqualTo(segments);
    }

    @Test
    void a_message_of_an_official_account_has_values_of_the_lengths_of_their_types() {
        assertThat(parts(Vendor.OFFICIAL_ACCOUNT, "thing1", "字".repeat(20))).isEmpty();
        assertThat(parts(Vendor.OFFICIAL_ACCOUNT, "thing1", "字".repeat(21)))
                .containsExactly("thing1 has 1 to 20 characters");
        assertThat(parts(Vendor.SUBSCRIPTION, "phrase2", "六个字太长了")).containsExactly("phrase2 has 1 to 5 characters");
        assertThat(parts(Vendor.SUBSCRIPTION, "first", "字"))
                .containsExactly("first is no name of a value in a template, as thing1");
        assertThat(parts(Vendor.OFFICIAL_ACCOUNT, "thing1", "见 " + ADDRESS)).isNotEmpty();
    }

    @Test
    void a_card_has_as_many_bytes_as_wecom_does_not_cut() {
        assertThat(card("字".repeat(42), "字".repeat(170))).isEmpty();
        assertThat(card("字".repeat(43), "字")).containsExactly("title has 1 to 128 bytes, not 129");
        assertThat(card("字", "字".repeat(171))).containsExactly("description has 1 to 512 bytes, not 513");
        assertThat(parts(Vendor.WECOM, "title", "字")).isNotEmpty();
    }

    @Test
    void a_place_without_a_value_is_never_sent_as_it_is() {
        Wording wording = new Wording(new LinkedHashMap<>(Map.of(Wording.TEXT, "编号{entry}。")));
        assertThatIllegalArgumentException().isThrownBy(() -> wording.filled(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> wording.chosen(Map.of("code", "1")));
        assertThat(wording.filled(Map.of("entry", "$1\\"))).containsEntry(Wording.TEXT, "编号$1\\。");
    }

    private static List<String> sms(Vendor vendor, String text) {
        SequencedMap<String, String> parts = new LinkedHashMap<>(Map.of(Wording.TEXT, text));
        return WordingRules.problems(vendor, new Wording(parts), Set.of(Place.ENTRY), "测试医院", ADDRESS);
    }

    private static List<String> parts(Vendor vendor, String name, String part) {
        SequencedMap<String, String> parts = new LinkedHashMap<>(Map.of(name, part));
        return WordingRules.problems(vendor, new Wording(parts), Set.of(), "", "");
    }

    private static List<String> card(String title, String description) {
        SequencedMap<String, String> parts = new LinkedHashMap<>();
        parts.put("title", title);
        parts.put("description", description);
        return WordingRules.problems(Vendor.WECOM, new Wording(parts), Set.of(), "", "");
    }
}
