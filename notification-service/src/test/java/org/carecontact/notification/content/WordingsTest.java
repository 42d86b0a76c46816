package org.carecontact.notification.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.carecontact.notification.content.domain.Place;
import org.carecontact.notification.content.domain.Vendor;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WordingsTest {

    private static final String ADDRESS = "https://care.example.org/r";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void every_subject_has_a_shipped_text_in_both_languages_that_keeps_every_rule(Vendor vendor) {
        for (String language : new String[] {"zh", "en"}) {
            Wordings shipped = Wordings.read(folder, vendor, language, "测试医院", ADDRESS);
            for (String subject : Wordings.subjects(vendor)) {
                assertThat(shipped.filled(subject, longest()))
                        .as("%s of %s", subject, vendor)
                        .isNotEmpty()
                        .allSatisfy((part, text) -> assertThat(text).doesNotContain("{", "}"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Vendor.class,
            names = {"ALIYUN", "TENCENT"})
    void a_chinese_text_is_one_message_and_a_code_is_in_its_own_only(Vendor vendor) {
        Wordings shipped = Wordings.read(folder, vendor, "zh", "测试医院", ADDRESS);
        for (String subject : Wordings.subjects(vendor)) {
            boolean code = subject.equals(NoticeKind.SIGNING_CODE.name());
            assertThat(shipped.filled(subject, longest())
                            .getOrDefault("text", "")
                            .contains(Place.CODE.longest()))
                    .isEqualTo(code);
            assertThat(shipped.segments(subject, longest())).isLessThanOrEqualTo(2);
        }
        assertThat(shipped.segments(NoticeKind.SIGNING_CODE.name(), longest())).isEqualTo(1);
        assertThat(shipped.chosen(NoticeKind.SIGNING_CODE.name(), longest()).keySet())
                .containsExactly("code", "minutes");
        assertThat(shipped.chosen(NoticeKind.CONSENT_ASKED.name(), longest()).keySet())
                .containsExactly("entry", "until");
    }

    @Test
    void a_hospitals_own_text_replaces_the_shipped_one() throws IOException {
        Files.writeString(
                folder.resolve("aliyun.zh.yml"), "CONSENT_ASKED:\n  text: \"您有一份新文件，编号{entry}，请登录 {address} 查看。\"\n");
        Wordings own = Wordings.read(folder, Vendor.ALIYUN, "zh", "测试医院", ADDRESS);
        assertThat(own.filled("CONSENT_ASKED", longest()).get("text"))
                .isEqualTo("您有一份新文件，编号W7K2QM，请登录 https://care.example.org/r 查看。");
        assertThat(own.filled("DOCTOR_ASKED", longest())).isNotEmpty();
    }

    @Test
    void a_hospitals_own_text_that_breaks_a_rule_says_where() throws IOException {
        Files.writeString(
                folder.resolve("aliyun.zh.yml"),
                "CONSENT_ASKED:\n  text: \"您的检查报告，编号{entry}\"\nGREETING:\n  text: x\n");
        assertThatExceptionOfType(ContentRefused.class)
                .isThrownBy(() -> Wordings.read(folder, Vendor.ALIYUN, "zh", "测试医院", ADDRESS))
                .withMessageContaining("GREETING");
        Files.writeString(folder.resolve("aliyun.zh.yml"), "CONSENT_ASKED:\n  text: \"您的检查报告，编号{entry}\"\n");
        assertThatExceptionOfType(ContentRefused.class)
                .isThrownBy(() -> Wordings.read(folder, Vendor.ALIYUN, "zh", "测试医院", ADDRESS))
                .withMessageContaining("line 2")
                .withMessageContaining("检查");
    }

    @Test
    void a_value_that_is_too_long_is_found_before_it_is_sent_and_not_said() {
        Wordings shipped = Wordings.read(folder, Vendor.ALIYUN, "zh", "测试医院", ADDRESS);
        Map<String, String> values = longest();
        values.put("entry", "SECRETSECRET");
        assertThatExceptionOfType(ContentRefused.class)
                .isThrownBy(() -> shipped.chosen("CONSENT_ASKED", values))
                .withMessage("CONSENT_ASKED: the value of {entry} is too long");
    }

    private static Map<String, String> longest() {
        Map<String, String> longest = new HashMap<>();
        for (Place place : Place.values()) {
            longest.put(place.spelled(), place.longest());
        }
        return longest;
    }
}
