package org.carecontact.vendortwin.aliyun;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carecontact.vendortwin.settings.SmsTemplate;
import org.carecontact.vendortwin.sms.Texts;

/** What Aliyun says of templates and of what fills them (pages 44357, 2806243, 463270). */
final class AliyunRules {

    private static final int LONGEST_VALUE = 35;
    private static final int LONGEST_TEXT = 500;
    private static final List<String> BANNED = List.of("加群", "加QQ", "加微信", "加客服", "医美", "整容", "问卷调查", "邀请注册", "用户召回");

    private AliyunRules() {}

    /** Why the template would not be approved; empty if it would. */
    static Optional<String> refusal(SmsTemplate template) {
        String content = template.content();
        if (content.isBlank() || content.length() > LONGEST_TEXT) {
            return Optional.of("a text has 1 to 500 characters");
        }
        if (content.contains("【") || content.contains("】")) {
            return Optional.of("a text has no 【】: the signature stands in them");
        }
        if (Texts.hasWord(BANNED, content)) {
            return Optional.of("a word is banned");
        }
        if (template.hasNeighbours()) {
            return Optional.of("variables stand side by side");
        }
        if (!template.variables().isEmpty() && template.constantText().isBlank()) {
            return Optional.of("a variable is the whole text");
        }
        long written = content.split("\\$\\{", -1).length - 1L;
        if (written != template.variables().size()) {
            return Optional.of("a variable stands there twice, or is not written ${name}");
        }
        boolean mayStop = content.contains("拒收请回复R");
        return switch (template.kind()) {
            case MARKETING -> mayStop ? Optional.empty() : Optional.of("marketing ends with 拒收请回复R");
            case NOTIFICATION, CAPTCHA -> mayStop ? Optional.of("only marketing says 拒收请回复R") : Optional.empty();
        };
    }

    /** The code for values that do not fit; empty if they do. */
    static Optional<String> refusal(SmsTemplate template, Map<String, String> values) {
        for (String name : template.variables()) {
            String value = values.get(name);
            if (value == null) {
                return Optional.of("isv.TEMPLATE_MISSING_PARAMETERS");
            }
            if (value.isBlank() || value.length() > template.longest().getOrDefault(name, LONGEST_VALUE)) {
                return Optional.of("isv.PARAM_LENGTH_LIMIT");
            }
            if (Texts.hasLink(value) || Texts.hasWord(BANNED, value)) {
                return Optional.of("isv.BLACK_KEY_CONTROL_LIMIT");
            }
        }
        return Optional.empty();
    }
}
