package org.carecontact.request.domain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Phrases as a hospital's officer writes them, to be found in what a patient wrote. In a phrase {@code (a|b)} is one of
 * them, {@code ~} up to three and {@code …} up to six characters of the same clause, {@code #} a number; a gap holds
 * neither a digit nor a negation.
 */
public final class Phrases {

    private static final String GAP = "(?:不停|不断|不住|不知|[^\\p{IsPunctuation}\\p{S}0-9不没无未])";
    private static final Pattern SPACED_OUT = Pattern.compile("(?<!\\p{IsHan})(\\p{IsHan}) +(?=\\p{IsHan})");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\p{IsHan})[ \\t\\u3000]+(?=\\p{IsHan})");
    private static final Pattern CLAUSE_END = Pattern.compile("[,。;!?\\n]|(?<!\\d)\\.|\\.(?!\\d)");

    private static final Pattern LINE_END = Pattern.compile("\\R");

    /** A phrase and the characters that one of it can start with; none when any can. */
    private record Compiled(Pattern pattern, String starts) {

        static Compiled of(String phrase) {
            String plain = plain(phrase);
            return new Compiled(Pattern.compile(regex(plain)), starts(plain));
        }

        private static String starts(String phrase) {
            if (phrase.isEmpty() || "~\u0001#".indexOf(phrase.charAt(0)) >= 0) {
                return "";
            }
            if (phrase.charAt(0) != '(') {
                return phrase.substring(0, 1);
            }
            StringBuilder starts = new StringBuilder();
            int depth = 0;
            int from = 1;
            for (int i = 0; i < phrase.length(); i++) {
                char c = phrase.charAt(i);
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth == 0 || (depth == 1 && c == '|')) {
                    String ofOne = starts(phrase.substring(from, i));
                    if (ofOne.isEmpty()) {
                        return "";
                    }
                    starts.append(ofOne);
                    from = i + 1;
                }
                if (depth == 0) {
                    break;
                }
            }
            return starts.toString();
        }
    }

    private final List<Pattern> phrases;
    /** By the character that a phrase can start with; most phrases have nothing to do with most clauses. */
    private final Map<Integer, BitSet> byStart = new HashMap<>();

    private final BitSet anyStart = new BitSet();

    private Phrases(List<Compiled> phrases) {
        this.phrases = phrases.stream().map(Compiled::pattern).toList();
        for (int i = 0; i < phrases.size(); i++) {
            int phrase = i;
            String starts = phrases.get(i).starts();
            if (starts.isEmpty()) {
                anyStart.set(phrase);
            }
            starts.chars()
                    .forEach(start ->
                            byStart.computeIfAbsent(start, _ -> new BitSet()).set(phrase));
        }
    }

    public static Phrases of(Collection<String> phrases) {
        return new Phrases(phrases.stream().map(Compiled::of).toList());
    }

    /** Clauses in lower case and half width; a line's end, and a space between Chinese words, ends one. */
    public static List<String> clauses(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        plain = LINE_END.matcher(plain).replaceAll("\n").replace(":", "").replace('’', '\'');
        plain = SPACED_OUT.matcher(plain).replaceAll("$1");
        plain = BETWEEN_WORDS.matcher(plain).replaceAll(",");
        List<String> clauses = new ArrayList<>();
        for (String clause : CLAUSE_END.split(plain)) {
            if (!clause.isBlank()) {
                clauses.add(clause.strip());
            }
        }
        return clauses;
    }

    /** Where each phrase stands; those of different phrases may overlap. */
    public List<MatchResult> in(String clause) {
        List<MatchResult> found = new ArrayList<>();
        possible(clause).forEach(phrase -> phrase.matcher(clause).results().forEach(found::add));
        return found;
    }

    public boolean foundIn(String clause) {
        return possible(clause).anyMatch(phrase -> phrase.matcher(clause).find());
    }

    public boolean foundIn(Collection<String> clauses) {
        return clauses.stream().anyMatch(this::foundIn);
    }

    private Stream<Pattern> possible(String clause) {
        BitSet possible = (BitSet) anyStart.clone();
        clause.chars().forEach(start -> {
            BitSet starting = byStart.get(start);
            if (starting != null) {
                possible.or(starting);
            }
        });
        return possible.stream().mapToObj(phrases::get);
    }

    /** One of them, as a part of another regular expression. */
    public static String oneOf(Collection<String> phrases) {
        return phrases.stream().map(Phrases::plain).map(Phrases::regex).collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String plain(String phrase) {
        return Normalizer.normalize(phrase.replace('…', '\u0001'), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
    }

    private static String regex(String phrase) {
        StringBuilder regex = new StringBuilder();
        phrase.codePoints()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '(' -> "(?:";
                            case ')', '|' -> Character.toString(c);
                            case '~' -> GAP + "{0,3}";
                            case '\u0001' -> GAP + "{0,6}";
                            case '#' -> "[0-9.一二两三四五六七八九十几半多]+";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return regex.toString();
    }
}
