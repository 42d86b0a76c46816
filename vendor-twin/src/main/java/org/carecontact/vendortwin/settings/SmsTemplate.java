package org.carecontact.vendortwin.settings;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that was handed in for approval. Variables are ${name} at Aliyun and {1} at Tencent.
 *
 * @param longest how many characters a variable may have, by its name; 35 (Aliyun) and 12 (Tencent) where nothing is
 *     said
 */
public record SmsTemplate(String code, String content, Kind kind, Map<String, Integer> longest) {

    private static final Pattern VARIABLE = Pattern.compile("\\$?\\{([A-Za-z0-9_]+)}");

    /** What a text is for; the vendors limit each in its own way. */
    public enum Kind {
        NOTIFICATION,
        CAPTCHA,
        MARKETING
    }

    /** The names of the variables, in their order. */
    public SequencedSet<String> variables() {
        SequencedSet<String> names = new LinkedHashSet<>();
        Matcher matcher = VARIABLE.matcher(content);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The text with the values in their places; a variable without a value stays. */
    public String filled(Map<String, String> values) {
        return VARIABLE.matcher(content)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /** The text without its variables, a blank for each. */
    public String constantText() {
        return VARIABLE.matcher(content).replaceAll(" ");
    }

    /** Whether two variables stand side by side. */
    public boolean hasNeighbours() {
        return Pattern.compile("}\\$?\\{").matcher(content).find();
    }
}
