package org.carecontact.notification.content.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that no message holds: what the vendors' rules ban (Aliyun 463270, Tencent 382/39023), and whatever tells of
 * health, of an illness or of a department that only such an illness leads to.
 */
final class Words {

    /** Banned by a vendor: advertising, other ways to get in touch, other people's accounts. */
    private static final List<String> BANNED = List.of(
            "加微信",
            "加群",
            "加QQ",
            "加客服",
            "微信",
            "公众号",
            "小程序",
            "QQ",
            "医美",
            "整容",
            "问卷",
            "邀请注册",
            "召回",
            "医疗",
            "优惠",
            "免费",
            "促销",
            "中奖",
            "红包",
            "贷款",
            "wechat",
            "weixin",
            "free of charge",
            "discount");

    /** Only a marketing message carries these (Aliyun and Tencent alike). */
    private static final List<String> UNSUBSCRIBING = List.of("退订", "拒收", "回复T", "回复R", "回T", "回R", "unsubscribe");

    private static final List<String> HEALTH = List.of(
            "病",
            "症",
            "癌",
            "瘤",
            "诊",
            "疗",
            "医嘱",
            "处方",
            "用药",
            "药品",
            "手术",
            "化验",
            "检验",
            "检查",
            "报告",
            "结果异常",
            "住院",
            "出院",
            "复查",
            "随访",
            "怀孕",
            "孕",
            "产检",
            "流产",
            "血压",
            "血糖",
            "血液",
            "疫苗",
            "阳性",
            "阴性",
            "感染",
            "illness",
            "disease",
            "diagnos",
            "treatment",
            "therapy",
            "surgery",
            "prescription",
            "medication",
            "symptom",
            "test result",
            "lab result",
            "cancer",
            "tumor",
            "tumour",
            "pregnan",
            "infection",
            "hiv",
            "aids");

    /** Departments, and what is left of their names when they are shortened. */
    private static final List<String> DEPARTMENTS = List.of(
            "肿瘤",
            "精神",
            "心理",
            "性传播",
            "生殖",
            "妇科",
            "妇产",
            "男科",
            "肛肠",
            "皮肤",
            "传染",
            "肝科",
            "肝胆",
            "肾内",
            "透析",
            "血液科",
            "戒毒",
            "成瘾",
            "整形",
            "康复",
            "安宁",
            "临终",
            "心内",
            "神经",
            "泌尿",
            "内分泌",
            "骨科",
            "儿科",
            "眼科",
            "口腔",
            "呼吸",
            "消化",
            "急诊",
            "oncolog",
            "psychiatr",
            "psycholog",
            "gyn",
            "urolog",
            "dermatolog",
            "cardiolog",
            "neurolog",
            "endocrin",
            "orthop",
            "pediatr",
            "paediatr",
            "surgeon",
            "plastic",
            "rehabilit",
            "hospice",
            "dialysis",
            "clinic");

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9 -]{5,}[0-9]|400-?[0-9]{3}");

    private Words() {}

    /** Returns the first thing in a text that may not be there. */
    static Optional<String> found(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (List<String> list : List.of(BANNED, UNSUBSCRIBING, HEALTH, DEPARTMENTS)) {
            for (String word : list) {
                if (contains(lower, word.toLowerCase(Locale.ROOT))) {
                    return Optional.of(word);
                }
            }
        }
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Optional.of("a number") : Optional.empty();
    }

    /** Chinese words anywhere; of letters only from the beginning of a word, so that "request" holds no "quest". */
    private static boolean contains(String text, String word) {
        if (word.charAt(0) > 'z') {
            return text.contains(word);
        }
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (at == 0 || !isLetter(text.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
