package org.carecontact.notification.receipts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyMeaningTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R",
                "r",
                "TD",
                "td",
                "Td",
                "T",
                "N",
                "ＴＤ",
                "ｔｄ",
                "Ｒ",
                " TD ",
                "T D",
                "TD。",
                "TD！",
                "“TD”",
                "\tTD\n",
                "退订",
                " 退订 ",
                "退 订",
                "退订。",
                "退訂",
                "拒收",
                "【退订】",
                "回复TD",
                "回TD",
                "td.",
                "\u200BTD",
                "取消订阅",
                "STOP",
                "Stop!",
                "退订TD"
            })
    void every_spelling_of_a_stop_word_stops(String text) {
        assertThat(ReplyMeaning.of(text)).isEqualTo(ReplyMeaning.STOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "好的", "谢谢", "TDX", "TODAY", "不退订", "我不想退订", "Really", "Not now", "RR", "收到，请问几点", "NO", "1",
                "。"
            })
    void whatever_else_a_person_writes_does_not(String text) {
        assertThat(ReplyMeaning.of(text)).isEqualTo(ReplyMeaning.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "救命",
                "我胸痛得厉害",
                "胸 痛",
                "孩子呼吸困难怎么办",
                "医生，他昏迷了",
                "大出血",
                "不想活了",
                "Chest pain since this morning",
                "I CAN’T BREATHE",
                "ｈｅｌｐ ｍｅ",
                "退订！我胸痛",
                "TD 救命"
            })
    void who_needs_help_is_heard_before_any_stop_word(String text) {
        assertThat(ReplyMeaning.of(text)).isEqualTo(ReplyMeaning.EMERGENCY);
    }
}
