package org.carecontact.vendortwin.tencent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.carecontact.vendortwin.settings.SmsTemplate;
import org.carecontact.vendortwin.sms.Texts;

/** What Tencent says of templates and of what fills them (pages 382/39023 and 382/43547). */
final class TencentRules {

    private static final int LONGEST_VALUE = 12;
    private static final List<String> BANNED = List.of("医疗", "加微信", "公众号", "小程序推广", "问卷调查", "用户召回", "医美", "整容");

    private TencentRules() {}

    /** Why the template would not be approved; empty if it would. */
    static Optional<String> refusal(SmsTemplate template) {
        String content = template.content();
        if (content.isBlank() || content.length() > 500) {
            return Optional.of("a text has 1 to 500 characters");
        }
        if (Texts.hasWord(BANNED, content)) {
            return Optional.of("a word is banned");
        }
        if (template.hasNeighbours()) {
            return Optional.of("variables stand side by side");
        }
        List<String> expected = IntStream.rangeClosed(1, template.variables().size())
                .mapToObj(String::valueOf)
                .toList();
        if (!List.copyOf(template.variables()).equals(expected)) {
            return Optional.of("variables are {1}, {2} and so on, in this order");
        }
        if (content.matches("(?s).*(://|www\\.)\\S*\\{.*")) {
            return Optional.of("a link has no variable");
        }
        boolean mayStop = content.contains("拒收请回复R");
        return switch (template.kind()) {
            case MARKETING -> mayStop ? Optional.empty() : Optional.of("marketing says 拒收请回复R");
            case NOTIFICATION, CAPTCHA -> mayStop ? Optional.of("only marketing says 拒收请回复R") : Optional.empty();
        };
    }

    /** The code for values that do not fit; empty if they do. */
    static Optional<String> refusal(SmsTemplate template, List<String> values) {
        if (values.size() != template.variables().size()) {
            return Optional.of("FailedOperation.TemplateParamSetNotMatchApprovedTemplate");
        }
        for (int at = 0; at < values.size(); at++) {
            String value = values.get(at);
            if (Texts.hasLink(value)) {
                return Optional.of("InvalidParameterValue.ProhibitedUseUrlInTemplateParameter");
            }
            if (value.length() > template.longest().getOrDefault(String.valueOf(at + 1), LONGEST_VALUE)) {
                return Optional.of("InvalidParameterValue.TemplateParameterLengthLimit");
            }
            if (value.contains("【") || value.contains("】")) {
                return Optional.of("InvalidParameterValue.TemplateParameterFormatError");
            }
            if (Texts.hasWord(BANNED, value)) {
                return Optional.of("FailedOperation.ContainSensitiveWord");
            }
        }
        return Optional.empty();
    }

    /** The values by the numbers of their variables. */
    static Map<String, String> numbered(List<String> values) {
        Map<String, String> numbered = new LinkedHashMap<>();
        for (int at = 0; at < values.size(); at++) {
            numbered.put(String.valueOf(at + 1), values.get(at));
        }
        return numbered;
    }
}
