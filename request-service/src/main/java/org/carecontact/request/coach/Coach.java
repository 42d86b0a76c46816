package org.carecontact.request.coach;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.carecontact.request.pairs.domain.Purpose;
import org.carecontact.request.phrases.Phrases;
import org.carecontact.request.phrases.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Composes a courteous message from its parts, and checks a written one rule by rule. */
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

    /** A rule that a message breaks, the reason, and a better sentence. */
    public record Failed(Rule rule, Wording title, Wording why, Wording better) {}

    /**
     * How well a message keeps the rules.
     *
     * @param score rules kept
     * @param of how many rules there are
     * @param better the message with the missing sentences; null when some of its words must go
     */
    public record Checked(
            int score,
            int of,
            List<Failed> failed,
            @Nullable String better) {}

    /**
     * The parts of a message.
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

    /** A composed message: the whole, its greeting and its three parts. */
    public record Composed(
            String message, String greeting, String need, String promises, String privacy, Checked check) {}

    private record Compiled(@Nullable Phrases keptBy, Phrases brokenBy, Phrases except) {}

    /** Rules that a message can keep by an added sentence. */
    private static final Set<Rule> ADDABLE = EnumSet.of(Rule.IDENTITY, Rule.TIME, Rule.PRIVACY);

    private static final Pattern NEGATED = Pattern.compile("[不没别勿绝].{0,3}$");
    private static final Pattern MARK = Pattern.compile("[\\p{IsPunctuation}\\s]");

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

    /** Returns whether the text wants to send pictures or monitoring data over the direct channel. */
    public boolean sendsRecordsOverTheChannel(String text) {
        return fails(Rule.MEDIA, Phrases.clauses(text));
    }

    public Composed compose(Parts parts) {
        CoachBook.Composition sentences = book.composition();
        String name = blankless(parts.name());
        String relation = parts.relation();
        String visit = blankless(parts.visit());
        String greeting = sentences
                        .opening()
                        .replace("{doctor}", parts.doctor() == null ? sentences.anyDoctor() : blankless(parts.doctor()))
                + (relation == null
                        ? sentences.patient().replace("{name}", name)
                        : sentences
                                .family()
                                .replace("{relation}", book.relations().getOrDefault(relation, sentences.anyRelation()))
                                .replace("{name}", name))
                + (visit.isEmpty() ? "" : sentences.visit().replace("{visit}", visit));
        String need = sentences
                .need()
                .replace("{purpose}", book.purposes().getOrDefault(parts.purpose(), sentences.anyPurpose()))
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
        StringBuilder better = new StringBuilder(withoutEnd(text)).append('。');
        failed.forEach(one -> better.append(one.better().zh()));
        return better.toString();
    }

    private static String blankless(@Nullable String said) {
        return said == null ? "" : withoutEnd(said);
    }

    /** Removes punctuation and spaces at the end; reads backwards, because a pattern would try each place. */
    private static String withoutEnd(String said) {
        String text = said.strip();
        int end = text.length();
        while (end > 0 && MARK.matcher(text.substring(end - 1, end)).matches()) {
            end--;
        }
        return text.substring(0, end);
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
