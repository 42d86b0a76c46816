package org.carecontact.request.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carecontact.request.phrases.ClosedUp;
import org.carecontact.request.phrases.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * One text, read clause by clause. Its signs are looked for once; they are judged within {@link Steps}, and when those are
 * used up every sign counts.
 */
final class TriageReading {

    /** How far from its sign a denial is looked for, so that the work grows with the length of a text and no faster. */
    private static final int REACH = 80;

    /** How far before its sign the past is looked for: in 以前做过手术现在这样痛 the pain is of now. */
    private static final int REACH_OF_THE_PAST = 7;

    /** What a clause names, whatever it says of it. */
    private record Signs(List<MatchResult> emergencies, List<MatchResult> diseases, List<MatchResult> weak) {

        boolean none() {
            return emergencies.isEmpty() && diseases.isEmpty() && weak.isEmpty();
        }
    }

    private final TriageRules rules;
    private final String need;
    private final Steps steps;
    private final List<String> clauses;
    private final List<@Nullable Signs> signs;
    private int harmlessOf = -1;
    private Places harmlessAt = Places.none();
    private int acuteOf = -1;
    private boolean acuteAt;
    private @Nullable Boolean onlyAsked;
    private @Nullable Boolean followedUp;

    /** Reads a need as it is written. */
    static TriageReading of(TriageRules rules, String need, Steps steps) {
        return new TriageReading(rules, need, Phrases.clauses(need), steps);
    }

    private TriageReading(TriageRules rules, String need, List<String> clauses, Steps steps) {
        this.rules = rules;
        this.need = need;
        this.clauses = clauses;
        this.steps = steps;
        this.signs = new ArrayList<>();
        clauses.forEach(_ -> signs.add(null));
    }

    Grade grade() {
        if (hasEmergency()) {
            return Grade.EMERGENCY;
        }
        List<String> together = Phrases.clausesPutTogether(need);
        if (!together.equals(clauses) && new TriageReading(rules, need, together, steps).hasEmergency()) {
            return Grade.EMERGENCY;
        }
        List<ClosedUp> closedUp = ClosedUp.of(need);
        if (!closedUp.isEmpty()
                && new TriageReading(
                                rules,
                                need,
                                closedUp.stream().map(ClosedUp::clause).toList(),
                                steps)
                        .hasEmergencyAcrossAGap(closedUp)) {
            return Grade.EMERGENCY;
        }
        return isRoutine() ? Grade.ROUTINE : Grade.REQUEST;
    }

    /** The clauses but those that name signs only to deny them, or as past, passed or supposed. */
    String withoutDenied() {
        try {
            return IntStream.range(0, clauses.size())
                    .filter(at -> !namesSignsInVain(at))
                    .mapToObj(clauses::get)
                    .collect(Collectors.joining(","));
        } catch (Steps.UsedUp _) {
            return String.join(",", clauses);
        }
    }

    private boolean hasEmergency() {
        try {
            return IntStream.range(0, clauses.size()).anyMatch(this::hasPlainSign) || hasWeakSign();
        } catch (Steps.UsedUp _) {
            return IntStream.range(0, clauses.size()).anyMatch(at -> !signs(at).none());
        }
    }

    /** A word that a gap divides is a sign only where a dictionary reads it as one, so that 呕 血压 is none. */
    private boolean hasEmergencyAcrossAGap(List<ClosedUp> closedUp) {
        for (int at = 0; at < clauses.size(); at++) {
            ClosedUp clause = closedUp.get(at);
            List<MatchResult> across = clause.across(rules.unbroken.in(steps.free(clause.clause())));
            try {
                for (MatchResult sign : across) {
                    if (isMeant(at, sign)) {
                        return true;
                    }
                }
            } catch (Steps.UsedUp _) {
                return true;
            }
        }
        return false;
    }

    private boolean isRoutine() {
        try {
            return found(rules.routine, clauses) && !found(rules.ownTreatment, clauses);
        } catch (Steps.UsedUp _) {
            return false;
        }
    }

    private boolean hasPlainSign(int at) {
        return signs(at).emergencies().stream().anyMatch(sign -> isMeant(at, sign))
                || signs(at).diseases().stream().anyMatch(disease -> isMeant(at, disease) && !isFollowedUp(at));
    }

    /** Harm that need not be an emergency is one where it is grave, or where nothing else is asked for. */
    private boolean hasWeakSign() {
        boolean somethingAsked =
                found(rules.askedFor, clauses) || found(rules.routine, clauses) || found(rules.ownTreatment, clauses);
        for (int at = 0; at < clauses.size(); at++) {
            String clause = clauses.get(at);
            if (signs(at).weak().isEmpty()
                    || !found(rules.grave, clause) && (somethingAsked || found(rules.mild, clause))) {
                continue;
            }
            Places judged = Places.of(signs(at).emergencies(), signs(at).diseases(), in(rules.ordinary, clause));
            for (MatchResult sign : signs(at).weak()) {
                if (!judged.overlap(sign) && !finds(rules.deniedNearby, before(clause, sign)) && isMeant(at, sign)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean namesSignsInVain(int at) {
        return !signs(at).none()
                && Stream.of(
                                signs(at).emergencies(),
                                signs(at).diseases(),
                                signs(at).weak())
                        .flatMap(List::stream)
                        .noneMatch(sign -> isMeant(at, sign));
    }

    private boolean isMeant(int at, MatchResult sign) {
        String clause = clauses.get(at);
        String before = before(clause, sign);
        String after = head(clause, sign.end());
        String around = before + sign.group() + after;
        String previous = at == 0 ? "" : tail(clauses.get(at - 1));
        String next = at + 1 == clauses.size() ? "" : head(clauses.get(at + 1), 0);
        return !(isHarmless(at, sign)
                || (finds(rules.deniedBefore, before) && !finds(rules.notDenied, before))
                || finds(rules.deniedAfter, after)
                || isSupposed(around, before, after)
                || isOnlyAsked(around, before, after, next)
                || found(rules.inGeneral, List.of(previous, around))
                || isOfThePast(around, before, after, next)
                || hasPassed(previous, around, after, next));
    }

    private boolean isHarmless(int at, MatchResult sign) {
        if (harmlessOf != at) {
            harmlessAt = Places.of(in(rules.harmless, clauses.get(at)));
            harmlessOf = at;
        }
        return harmlessAt.overlap(sign);
    }

    /** Whoever asks what to do if it comes is best served with the notice, which says just that. */
    private boolean isOnlyAsked(String around, String before, String after, String next) {
        return in(rules.conditions, around).stream().anyMatch(one -> one.start() < before.length())
                && !found(rules.supposedNot, after)
                && (isOnlyAsking() || !found(rules.whatToDo, List.of(after, next)));
    }

    private boolean isOnlyAsking() {
        Boolean known = onlyAsked;
        if (known == null) {
            known = found(rules.onlyAsking, clauses);
            onlyAsked = known;
        }
        return known;
    }

    private boolean isFollowedUp(int at) {
        Boolean known = followedUp;
        if (known == null) {
            known = found(rules.followUp, clauses);
            followedUp = known;
        }
        return known && !isAcute(at);
    }

    private boolean isAcute(int at) {
        if (acuteOf != at) {
            acuteAt = found(rules.acute, clauses.get(at));
            acuteOf = at;
        }
        return acuteAt;
    }

    private boolean isSupposed(String around, String before, String after) {
        return in(rules.supposed, around).stream().anyMatch(one -> one.start() < before.length())
                && !found(rules.supposedNot, after);
    }

    private boolean isOfThePast(String around, String before, String after, String next) {
        String justBefore = before.substring(Math.max(0, before.length() - REACH_OF_THE_PAST));
        return (found(rules.past, justBefore) || finds(rules.pastAfter, after))
                && !found(rules.recent, around)
                && !found(rules.again, List.of(around, next));
    }

    private boolean hasPassed(String previous, String around, String after, String next) {
        return (isOver(after) || (isOver(next) && nothingElseBefore(next)))
                && !found(rules.recent, List.of(previous, around))
                && !found(rules.again, List.of(around, next));
    }

    /** The passing itself is taken out first, so that 没有再犯 is no partial relief. */
    private boolean isOver(String said) {
        StringBuilder left = new StringBuilder(said);
        for (MatchResult found : in(rules.passed, said)) {
            left.replace(found.start(), found.end(), " ".repeat(found.end() - found.start()));
        }
        return !left.toString().equals(said) && !found(rules.inPart, left.toString());
    }

    private boolean nothingElseBefore(String next) {
        int start = in(rules.passed, next).stream()
                .mapToInt(MatchResult::start)
                .min()
                .orElse(0);
        return rules.meanwhile.matcher(steps.counted(next.substring(0, start))).matches();
    }

    private Signs signs(int at) {
        Signs known = signs.get(at);
        if (known == null) {
            CharSequence clause = steps.free(clauses.get(at));
            known = new Signs(rules.emergencies.in(clause), rules.diseases.in(clause), rules.weak.in(clause));
            signs.set(at, known);
        }
        return known;
    }

    private List<MatchResult> in(Phrases phrases, String said) {
        return phrases.in(steps.counted(said));
    }

    private boolean found(Phrases phrases, String said) {
        return phrases.foundIn(steps.counted(said));
    }

    private boolean found(Phrases phrases, List<String> said) {
        return said.stream().anyMatch(one -> found(phrases, one));
    }

    private boolean finds(Pattern pattern, String said) {
        return pattern.matcher(steps.counted(said)).find();
    }

    private static String before(String clause, MatchResult sign) {
        return clause.substring(Math.max(0, sign.start() - REACH), sign.start());
    }

    private static String head(String said, int from) {
        return said.substring(from, Math.min(said.length(), from + REACH));
    }

    private static String tail(String said) {
        return said.substring(Math.max(0, said.length() - REACH));
    }
}
