package org.carecontact.sandbox.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types that sources declare, each with the text in which its members stand: what lies deeper, as the bodies of
 * methods, and what is assigned is left out.
 */
final class DeclaredNames {

    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'|/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum)\\s+(\\w+)");

    private final Map<String, List<String>> members = new HashMap<>();

    void read(String source) {
        String code = NO_CODE.matcher(source).replaceAll(" ");
        Matcher type = TYPE.matcher(code);
        while (type.find()) {
            members.computeIfAbsent(type.group(1), _ -> new ArrayList<>()).add(membersFrom(code, type.end()));
        }
    }

    /** Whether each name of a dotted one is a member of the one before it; true when the first is no type of ours. */
    boolean has(String dotted) {
        String[] names = dotted.split("\\.");
        if (!members.containsKey(names[0])) {
            return true;
        }
        String owner = names[0];
        for (int i = 1; i < names.length; i++) {
            String name = names[i];
            List<String> texts = members.get(owner);
            if (texts == null) {
                return true; // a member of what is no type, as a method of a field's value
            }
            Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
            if (texts.stream().noneMatch(text -> word.matcher(text).find())) {
                return false;
            }
            owner = name;
        }
        return true;
    }

    private static String membersFrom(String code, int from) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        boolean assigned = false;
        for (int i = from; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '}' && --depth == 0) {
                break;
            }
            if (depth == 1 && (c == ';' || c == '}')) {
                assigned = false;
            } else if (depth == 1 && c == '=') {
                assigned = true;
            }
            if (depth <= 1 && !assigned) {
                text.append(c);
            }
            if (c == '{') {
                depth++;
            }
            if (depth == 0 && c == ';') {
                break; // no body: what looked like a type was a word
            }
        }
        return text.toString();
    }
}
