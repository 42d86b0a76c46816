package org.carecontact.notification.receipts.domain;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The meaning of a reply to a text message. */
public enum ReplyMeaning {
    /** The person wants no more text messages. */
    STOP,
    /** It reads as if somebody needed help now. */
    EMERGENCY,
    OTHER;

    /** The words by which people stop messages (the vendors' own, and what people write for them). */
    private static final Set<String> STOPS = Set.of(
            "R",
            "TD",
            "T",
            "N",
            "0",
            "QX",
            "退",
            "退订",
            "退訂",
            "拒收",
            "取消",
            "取消订阅",
            "取消訂閱",
            "停止",
            "不要再发",
            "别发了",
            "不要再发了",
            "回复TD",
            "回TD",
            "STOP",
            "UNSUBSCRIBE",
            "CANCEL",
            "退订TD",
            "TD退订",
            "退订R",
            "拒收R",
            "R退订");

    /** An alarm too many is answered kindly; one too few can cost a life. */
    private static final List<String> ALARMS = List.of(
            "救命",
            "救我",
            "急救",
            "胸痛",
            "胸口痛",
            "胸口疼",
            "胸闷",
            "心口痛",
            "喘不上气",
            "喘不过气",
            "呼吸困难",
            "不能呼吸",
            "昏迷",
            "昏倒",
            "晕倒",
            "晕过去",
            "大出血",
            "出血不止",
            "吐血",
            "咯血",
            "抽搐",
            "中风",
            "偏瘫",
            "说不出话",
            "自杀",
            "不想活",
            "活不下去",
            "想死",
            "中毒",
            "过敏性休克",
            "休克",
            "窒息",
            "心梗",
            "猝死",
            "叫不醒",
            "没有呼吸",
            "没呼吸",
            "快不行了",
            "help me",
            "heart attack",
            "chest pain",
            "can't breathe",
            "cannot breathe",
            "stroke",
            "suicide",
            "kill myself",
            "unconscious",
            "bleeding",
            "emergency",
            "dying");

    private static final Pattern AROUND = Pattern.compile("[\\p{P}\\p{S}\\p{Z}\\s\\p{Cf}]+");

    /** Reads a reply; whoever needs help is heard before anything else. */
    public static ReplyMeaning of(String reply) {
        String text = halfWidth(reply);
        String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
        String close = AROUND.matcher(lower).replaceAll("");
        for (String alarm : ALARMS) {
            if (lower.contains(alarm) || close.contains(AROUND.matcher(alarm).replaceAll(""))) {
                return EMERGENCY;
            }
        }
        return STOPS.contains(close.toUpperCase(Locale.ROOT)) ? STOP : OTHER;
    }

    /** Full-width letters, digits and signs as people's keyboards write them, in half width. */
    private static String halfWidth(String text) {
        StringBuilder half = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            half.append(c >= '！' && c <= '～' ? (char) (c - '！' + '!') : c);
        }
        return half.toString();
    }
}
