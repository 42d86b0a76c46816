package org.carecontact.request.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.carecontact.request.domain.Statement.Gap;
import org.carecontact.request.domain.Statement.Part;
import org.carecontact.request.domain.Statement.Privacy;
import org.carecontact.request.domain.Statement.Promises;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

    private static final Promises PROMISED = new Promises(true, true, true);
    private static final Privacy PRIVATE = new Privacy(true, true);
    private static final String NEED = "这次治疗方案需要定期调整药物剂量";

    @Test
    void r3_three_parts_make_a_statement() {
        assertThat(new Statement("MEDICATION_ADJUSTMENT", NEED, PROMISED, PRIVATE).gap())
                .isEmpty();
    }

    @Test
    void the_missing_part_is_named() {
        assertThat(gap(null, NEED, PROMISED, PRIVATE)).isEqualTo(new Gap.Missing(Part.PURPOSE));
        assertThat(gap("CHRONIC_CARE", null, PROMISED, PRIVATE)).isEqualTo(new Gap.Missing(Part.NEED));
        assertThat(gap("CHRONIC_CARE", "  ", PROMISED, PRIVATE)).isEqualTo(new Gap.Missing(Part.NEED));
        assertThat(gap("CHRONIC_CARE", NEED, null, PRIVATE)).isEqualTo(new Gap.Missing(Part.PROMISES));
        assertThat(gap("CHRONIC_CARE", NEED, PROMISED, null)).isEqualTo(new Gap.Missing(Part.PRIVACY));
    }

    @Test
    void r3_each_single_promise_is_needed() {
        assertThat(gap("CHRONIC_CARE", NEED, new Promises(null, true, true), PRIVATE))
                .isEqualTo(new Gap.Missing(Part.WORKING_HOURS_ONLY));
        assertThat(gap("CHRONIC_CARE", NEED, new Promises(true, false, true), PRIVATE))
                .isEqualTo(new Gap.Missing(Part.NON_URGENT_NEVER_DISTURBS));
        assertThat(gap("CHRONIC_CARE", NEED, new Promises(true, true, null), PRIVATE))
                .isEqualTo(new Gap.Missing(Part.CONCISE));
        assertThat(gap("CHRONIC_CARE", NEED, PROMISED, new Privacy(false, true)))
                .isEqualTo(new Gap.Missing(Part.DOCTOR_WORK_INFORMATION));
        assertThat(gap("CHRONIC_CARE", NEED, PROMISED, new Privacy(true, null)))
                .isEqualTo(new Gap.Missing(Part.PATIENT_DATA));
    }

    @Test
    void convenience_is_no_purpose_and_an_unknown_purpose_is_none_either() {
        assertThat(gap("CONVENIENCE", NEED, PROMISED, PRIVATE)).isEqualTo(new Gap.NoMedicalNeed(Part.PURPOSE));
        assertThat(gap("GOSSIP", NEED, PROMISED, PRIVATE)).isEqualTo(new Gap.UnknownPurpose());
    }

    @Test
    void a_need_is_concise() {
        String longest = "调药".repeat(Statement.LONGEST_NEED / 2);
        assertThat(new Statement("CHRONIC_CARE", longest, PROMISED, PRIVATE).gap())
                .isEmpty();
        assertThat(gap("CHRONIC_CARE", longest + "。", PROMISED, PRIVATE)).isEqualTo(new Gap.TooLong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "方便联系",
                "加个好友吧",
                "加微信",
                "王医生,您好!能不能加您微信?方便以后联系,谢谢",
                "请问可以加一下您的企业微信吗",
                "想和主任交个朋友,有事好联系",
                "。。。",
                "Please add me on WeChat, Dr!",
                "just for convenience",
                "加个 WeChat 方便 contact"
            })
    void r4_being_in_touch_alone_is_no_medical_need(String text) {
        assertThat(gap("OTHER_MEDICAL", text, PROMISED, PRIVATE)).isEqualTo(new Gap.NoMedicalNeed(Part.NEED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "方便后期复诊沟通",
                "您看是否需要通过微信发送检查报告?保证工作时间内沟通",
                "这个病例需要长期随访,能否加工作微信建档管理?",
                "加微信,术后第三天伤口红肿",
                "Please add me: my insulin dose has to be adjusted",
                "Можно ли связаться по поводу дозы лекарства",
                "ئۇيغۇرچە"
            })
    void whoever_names_a_need_is_heard_whatever_else_is_said(String text) {
        assertThat(new Statement("OTHER_MEDICAL", text, PROMISED, PRIVATE).gap())
                .isEmpty();
    }

    private static Gap gap(
            @Nullable String purpose, @Nullable String need, @Nullable Promises promises, @Nullable Privacy privacy) {
        return new Statement(purpose, need, promises, privacy).gap().orElseThrow();
    }
}
