package org.carecontact.request.coach;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.carecontact.request.domain.Phrases;
import org.carecontact.request.domain.Purpose;
import org.carecontact.request.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Composes a courteous message from its parts, and says of a written one which rules it breaks and how it is better. */
@Component
public final class Coach {

    public enum Rule {
        ADDRESS,
        IDENTITY,
        PURPOSE,
        TIME,
        PRIVACY,
        BARE,
        MEDIA
    }

    /** A rule that a message breaks. */
    public record Failed(Rule rule, Wording title, Wording why, Wording better) {}

    /**
     * What a message is worth.
     *
     * @param score rules kept
     * @param of rules there are
     * @param better the message with what it lacked; null when words of its own have to go
     */
    public record Checked(
            int score,
            int of,
            List<Failed> failed,
            @Nullable String better) {}

    /**
     * What a message is made from.
     *
     * @param doctor as 王主任; null for any doctor
     * @param name the patient's
     * @param relation of the writer to the patient, by code; null when the patient writes
     * @param visit when and where they met, as 上周三在您门诊就诊
     */
    public record Parts(
            @Nullable String doctor,
            @Nullable String name,
            @Nullable String relation,
            @Nullable String visit,
            Purpose purpose,
            String need) {}

    /** A message, whole and in its three parts behind the greeting. */
    public record Composed(
            String message, String greeting, String need, String promises, String privacy, Checked check) {}

    private record Compiled(@Nullable Phrases keptBy, Phrases brokenBy, Phrases except) {}

    /** What only has to be said, and so can be added to a message. */
    private static final Set<Rule> ADDABLE = EnumSet.of(Rule.IDENTITY, Rule.TIME, Rule.PRIVACY);

    private static final Pattern NEGATED = Pattern.compile("[不没别勿绝].{0,3}$");
    private static final Pattern END = Pattern.compile("[\\p{IsPunctuation}\\s]+$");

    private final CoachBook book;
    private final Map<Rule, Compiled> rules = new EnumMap<>(Rule.class);

    Coach(@Value("${carecontact.coach.book}") Resource book) {
        this.book = CoachBook.read(book);
        for (Rule rule : Rule.values()) {
            CoachBook.Entry entry = entry(rule);
            List<String> keptBy = entry.keptBy();
            List<String> except = entry.except();
            rules.put(
                    rule,
                    new Compiled(
                            keptBy == null ? null : Phrases.of(keptBy),
                            Phrases.of(entry.brokenBy()),
                            Phrases.of(except == null ? List.of() : except)));
        }
    }

    public Checked check(String text) {
        List<String> clauses = Phrases.clauses(text);
        List<Failed> failed = Arrays.stream(Rule.values())
                .filter(rule -> fails(rule, clauses))
                .map(rule -> new Failed(
                        rule,
                        entry(rule).title(),
                        entry(rule).why(),
                        entry(rule).better()))
                .toList();
        return new Checked(
                Rule.values().length - failed.size(), Rule.values().length, failed, better(text, clauses, failed));
    }

    /** Whether it would have pictures or monitoring data go over the direct channel. */
    public boolean sendsRecordsOverTheChannel(String text) {
        return fails(Rule.MEDIA, Phrases.clauses(text));
    }

    public Wording recordsOverThePlatform() {
        return entry(Rule.MEDIA).better();
    }

    public Composed compose(Parts parts) {
        CoachBook.Composition sentences = book.composition();
        String name = blankless(parts.name());
        String relation = parts.relation();
        String visit = blankless(parts.visit());
        String greeting =
                sentences.opening().replace("{doctor}", parts.doctor() == null ? "尊敬的医生" : blankless(parts.doctor()))
                        + (relation == null
                                ? sentences.patient().replace("{name}", name)
                                : sentences
                                        .family()
                                        .replace("{relation}", book.relations().getOrDefault(relation, "家属"))
                                        .replace("{name}", name))
                        + (visit.isEmpty() ? "" : sentences.visit().replace("{visit}", visit));
        String need = sentences
                .need()
                .replace("{purpose}", book.purposes().getOrDefault(parts.purpose(), "疾病治疗"))
                .replace("{need}", blankless(parts.need()));
        String promises = entry(Rule.TIME).better().zh() + sentences.conciseness();
        String privacy = entry(Rule.PRIVACY).better().zh();
        String message = greeting + need + promises + privacy + sentences.closing();
        return new Composed(message, greeting, need, promises, privacy, check(message));
    }

    private boolean fails(Rule rule, List<String> clauses) {
        Rule other = entry(rule).onlyWithout();
        if (other != null && keeps(other, clauses)) {
            return false;
        }
        return isBroken(rule, clauses) || !keeps(rule, clauses);
    }

    private boolean keeps(Rule rule, List<String> clauses) {
        Phrases keptBy = compiled(rule).keptBy();
        return keptBy == null || keptBy.foundIn(clauses);
    }

    private boolean isBroken(Rule rule, List<String> clauses) {
        Compiled compiled = compiled(rule);
        return clauses.stream()
                .filter(clause -> !compiled.except().foundIn(clause))
                .anyMatch(
                        clause -> compiled.brokenBy().in(clause).stream().anyMatch(found -> !isNegated(clause, found)));
    }

    private static boolean isNegated(String clause, MatchResult found) {
        return NEGATED.matcher(clause.substring(Math.max(0, found.start() - 4), found.start()))
                .find();
    }

    private @Nullable String better(String text, List<String> clauses, List<Failed> failed) {
        boolean additionsDo = !failed.isEmpty()
                && failed.stream().allMatch(one -> ADDABLE.contains(one.rule()) && !isBroken(one.rule(), clauses));
        if (!additionsDo) {
            return null;
        }
        StringBuilder better = new StringBuilder(END.matcher(text.strip()).replaceAll("")).append('。');
        failed.forEach(one -> better.append(one.better().zh()));
        return better.toString();
    }

    private static String blankless(@Nullable String said) {
        return said == null ? "" : END.matcher(said.strip()).replaceAll("");
    }

    private Compiled compiled(Rule rule) {
        Compiled found = rules.get(rule);
        if (found == null) {
            throw new IllegalStateException(rule + " is not in the book");
        }
        return found;
    }

    private CoachBook.Entry entry(Rule rule) {
        CoachBook.Entry found = book.rules().get(rule);
        if (found == null) {
            throw new IllegalStateException(rule + " is not in the book");
        }
        return found;
    }
}
