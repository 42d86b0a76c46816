package org.carecontact.request.phrases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds phrases, written as a hospital's officer writes them, in a patient's text. In a phrase {@code (a|b)} means one of
 * them, {@code ~} up to three and {@code …} up to six characters of the same clause, {@code #} a number of up to twelve
 * characters; a gap holds neither a digit nor a negation.
 */
public final class Phrases {

    private static final String GAP = "(?:不停|不断|不住|不知|[^\\p{IsPunctuation}\\p{S}0-9不没无未])";
    // Gaps that stand side by side are one: two would be tried in every division between them.
    private static final int SHORT_GAP = 3;
    private static final int LONG_GAP = 6;
    private static final String DIGITS = "0123456789.一二两三四五六七八九十几半多";
    private static final String NUMBER = "[" + DIGITS + "]";
    private static final Pattern SPACED_OUT = Pattern.compile("(?<!\\p{IsHan})(\\p{IsHan}) +(?=\\p{IsHan})");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\p{IsHan})[ \\t\\u3000]+(?=\\p{IsHan})");
    private static final Pattern CLAUSE_END = Pattern.compile("[,。;!?\\n]|(?<!\\d)\\.|\\.(?!\\d)");

    private static final Pattern LINE_END = Pattern.compile("\\R");

    /** A phrase and the characters that it can start with; none if any character can. */
    private record Compiled(Pattern pattern, String starts) {

        /** A number is read from its first digit only. */
        boolean isOfNumber() {
            return starts.equals(DIGITS);
        }

        static Compiled of(String phrase) {
            String plain = plain(phrase);
            return new Compiled(Pattern.compile(regex(plain)), starts(plain));
        }

        private static String starts(String phrase) {
            if (phrase.isEmpty() || "~\u0001".indexOf(phrase.charAt(0)) >= 0) {
                return "";
            }
            if (phrase.charAt(0) == '#') {
                return DIGITS;
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

    private final List<Compiled> phrases;

    /** The phrases by their first character: at each place of a text only few can start. */
    private final Map<Character, int[]> byStart = new HashMap<>();

    private final int[] anyStart;

    private Phrases(List<Compiled> phrases) {
        this.phrases = phrases;
        anyStart = numbered(phrase -> phrase.starts().isEmpty());
        phrases.stream()
                .flatMapToInt(phrase -> phrase.starts().chars())
                .distinct()
                .forEach(start -> byStart.put(
                        (char) start,
                        numbered(phrase ->
                                phrase.starts().isEmpty() || phrase.starts().indexOf(start) >= 0)));
    }

    private int[] numbered(Predicate<Compiled> which) {
        return IntStream.range(0, phrases.size())
                .filter(number -> which.test(phrases.get(number)))
                .toArray();
    }

    public static Phrases of(Collection<String> phrases) {
        return new Phrases(phrases.stream().map(Compiled::of).toList());
    }

    /** Cuts a text into plain clauses; the end of a line, and a space between Chinese words, ends a clause. */
    public static List<String> clauses(String text) {
        return clausesOf(PlainText.of(text));
    }

    /**
     * Cuts a text as {@link #clauses} does, after putting words together whose characters somebody set apart by signs
     * or spaces, as in 呼.吸.困.难.
     */
    public static List<String> clausesPutTogether(String text) {
        return clausesOf(SetApart.putTogether(PlainText.of(text)));
    }

    private static List<String> clausesOf(String text) {
        String plain = LINE_END.matcher(text).replaceAll("\n").replace(":", "").replace('’', '\'');
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

    /** Where each phrase stands; places of different phrases may overlap. */
    public List<MatchResult> in(CharSequence clause) {
        List<MatchResult> found = new ArrayList<>();
        search(clause, found::add);
        return found;
    }

    public boolean foundIn(CharSequence clause) {
        return search(clause, _ -> false);
    }

    public boolean foundIn(Collection<String> clauses) {
        return clauses.stream().anyMatch(this::foundIn);
    }

    /**
     * Tries at each place the phrases that can start there. A phrase is of limited length, so that the steps grow with
     * the length of the clause and not faster.
     *
     * @param goOn told of each place found; false ends the search
     * @return whether the search was ended
     */
    private boolean search(CharSequence clause, Predicate<MatchResult> goOn) {
        Matcher[] matchers = new Matcher[phrases.size()];
        int[] from = new int[phrases.size()];
        char before = 0;
        for (int at = 0; at < clause.length(); at++) {
            char here = clause.charAt(at);
            boolean inNumber = isDigit(before) && isDigit(here);
            before = here;
            for (int number : byStart.getOrDefault(here, anyStart)) {
                if (at < from[number] || inNumber && phrases.get(number).isOfNumber()) {
                    continue;
                }
                Matcher matcher = matchers[number];
                if (matcher == null) {
                    matcher = phrases.get(number).pattern().matcher(clause);
                    matchers[number] = matcher;
                }
                if (matcher.region(at, clause.length()).lookingAt() && matcher.end() > at) {
                    if (!goOn.test(matcher.toMatchResult())) {
                        return true;
                    }
                    from[number] = matcher.end();
                }
            }
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return DIGITS.indexOf(c) >= 0;
    }

    /** Returns an alternation of the phrases, as a part of another regular expression. */
    public static String oneOf(Collection<String> phrases) {
        return phrases.stream().map(Phrases::plain).map(Phrases::regex).collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String plain(String phrase) {
        // PlainText would turn the sign of a gap into dots.
        return Stream.of(phrase.split("…", -1)).map(PlainText::of).collect(Collectors.joining("\u0001"));
    }

    private static String regex(String phrase) {
        StringBuilder regex = new StringBuilder();
        int gap = 0;
        for (int at = 0; at < phrase.length(); at += Character.charCount(phrase.codePointAt(at))) {
            int c = phrase.codePointAt(at);
            switch (c) {
                case '~' -> gap += SHORT_GAP;
                case '\u0001' -> gap += LONG_GAP;
                default -> {
                    if (gap > 0) {
                        regex.append(GAP).append("{0,").append(gap).append('}').append(ahead(phrase.substring(at)));
                        gap = 0;
                    }
                    regex.append(
                            switch (c) {
                                case '(' -> "(?:";
                                case ')', '|' -> Character.toString(c);
                                case '#' -> NUMBER + "{1,12}";
                                default -> Pattern.quote(Character.toString(c));
                            });
                }
            }
        }
        return gap > 0 ? regex.append(GAP).append("{0,").append(gap).append('}').toString() : regex.toString();
    }

    /** One look at each place behind a gap tells whether any of many choices can begin there. */
    private static String ahead(String choices) {
        String starts = choices.charAt(0) == '(' ? Compiled.starts(choices) : "";
        return starts.isEmpty() ? "" : "(?=[" + Pattern.quote(starts) + "])";
    }
}
