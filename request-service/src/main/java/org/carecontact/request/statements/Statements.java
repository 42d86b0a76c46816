package org.carecontact.request.statements;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.kernel.web.Problem;
import org.carecontact.request.pairs.domain.Purpose;
import org.carecontact.request.phrases.PlainText;
import org.carecontact.request.phrases.StrictYaml;
import org.carecontact.request.statements.domain.Statement;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Refuses incomplete statements, and knows the words that name no medical need by themselves. */
@Component
public final class Statements {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}+");
    private static final Pattern OTHER_SCRIPT = Pattern.compile("[\\p{L}&&[^\\p{IsHan}\\p{IsLatin}]]");

    private final StatementWords words;
    private final Pattern hanWithoutNeed;
    private final Set<String> latinWithoutNeed;

    Statements(@Value("${carecontact.statement.words}") Resource file) {
        words = StrictYaml.readWhole(file, StatementWords.class);
        // Longer words first, and possessive: a text is read once from left to right.
        hanWithoutNeed = Pattern.compile("(?:\\p{IsHan}?(?:" + oneOf(words.titles().stream()) + ")|"
                + oneOf(words.courtesies().stream()) + "|["
                + PlainText.of(words.characters()) + "])++");
        latinWithoutNeed = Set.copyOf(words.latin());
    }

    /** Throws the problem that names the first gap. */
    public void mustBeWhole(Statement statement) {
        statement.gap(this::namesNoNeed).ifPresent(gap -> {
            throw problem(gap).exception();
        });
    }

    /** Returns the problem for a gap. */
    public Problem problem(Statement.Gap gap) {
        return switch (gap) {
            case Statement.Gap.Missing(var part) ->
                Problem.of("statement-incomplete")
                        .field(part.field())
                        .with("part", part.field())
                        .show("example", Objects.requireNonNull(words.examples().get(part)));
            case Statement.Gap.NoMedicalNeed(var part) ->
                Problem.of("no-medical-need").field(part.field());
            case Statement.Gap.UnknownPurpose _ ->
                Problem.of("unknown-purpose")
                        .field("purpose")
                        .with(
                                "known",
                                Arrays.stream(Purpose.values())
                                        .filter(purpose -> purpose != Purpose.CONVENIENCE)
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", ")));
            case Statement.Gap.TooLong _ ->
                Problem.of("need-too-long").field("need").with("longest", Statement.LONGEST_NEED);
        };
    }

    /** Returns whether a text consists only of words of courtesy, of wishing and of being in touch. */
    boolean namesNoNeed(String text) {
        String plain = PlainText.of(text);
        if (OTHER_SCRIPT.matcher(plain).find()) {
            return false; // the lists have no words in this script
        }
        String han = HAN.matcher(plain).results().map(MatchResult::group).collect(Collectors.joining());
        return (han.isEmpty() || hanWithoutNeed.matcher(han).matches())
                && LATIN.matcher(plain).results().map(MatchResult::group).allMatch(latinWithoutNeed::contains);
    }

    private static String oneOf(Stream<String> words) {
        return words.map(PlainText::of).map(Pattern::quote).collect(Collectors.joining("|"));
    }
}
