package org.carecontact.request.statements;

import static org.assertj.core.api.Assertions.assertThat;

import org.carecontact.request.statements.domain.Statement;
import org.carecontact.request.statements.domain.Statement.Part;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

class StatementsTest {

    private static final Statements STATEMENTS = new Statements(new ClassPathResource("statement.yml"));

    @ParameterizedTest
    @EnumSource(Part.class)
    void r3_every_part_has_an_example(Part part) {
        assertThat(STATEMENTS.problem(new Statement.Gap.Missing(part)).body().getProperties())
                .containsKeys("example", "zh", "remedy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "方便联系",
                "加个好友吧",
                "加微信",
                "加個好友吧,方便聯繫",
                "加\u200b微\u200b信",
                "王医生,您好!能不能加您微信?方便以后联系,谢谢",
                "请问可以加一下您的企业微信吗",
                "想和主任交个朋友,有事好联系",
                "。。。",
                "Please add me on WeChat, Dr!",
                "just for convenience",
                "加个 WeChat 方便 contact"
            })
    void r4_being_in_touch_alone_is_no_medical_need(String text) {
        assertThat(STATEMENTS.namesNoNeed(text)).isTrue();
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
        assertThat(STATEMENTS.namesNoNeed(text)).isFalse();
    }
}
