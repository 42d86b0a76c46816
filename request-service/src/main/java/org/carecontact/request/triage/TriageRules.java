package org.carecontact.request.triage;

import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carecontact.request.domain.Grade;
import org.carecontact.request.domain.Phrases;

/** An emergency is one unless it is plainly denied, past, passed, supposed or, for a disease, followed up. */
final class TriageRules implements Grader {

    /** Far more than a need may have; what comes after is not read. */
    private static final int LONGEST = 2000;

    /** As far from its sign is a denial looked for, so that a hostile text costs no more than its length. */
    private static final int REACH = 80;

    /** What is past is said right before: in 以前做过手术现在这样痛 the pain is of now. */
    private static final int REACH_OF_THE_PAST = 7;

    private final Phrases emergencies;
    private final Phrases diseases;
    private final Phrases followUp;
    private final Phrases acute;
    private final Phrases weak;
    private final Phrases ordinary;
    private final Phrases askedFor;
    private final Phrases mild;
    private final Phrases grave;
    private final Phrases recent;
    private final Phrases again;
    private final Phrases inPart;
    private final Phrases passed;
    private final Phrases conditions;
    private final Phrases whatToDo;
    private final Phrases onlyAsking;
    private final Phrases supposed;
    private final Phrases supposedNot;
    private final Phrases inGeneral;
    private final Phrases harmless;
    private final Phrases past;
    private final Phrases routine;
    private final Phrases ownTreatment;
    private final Pattern deniedBefore;
    private final Pattern notDenied;
    private final Pattern deniedAfter;
    private final Pattern deniedNearby;
    private final Pattern meanwhile;
    private final Pattern pastAfter;

    TriageRules(TriageTerms terms) {
        List<String> signs =
                terms.emergency().values().stream().flatMap(Collection::stream).toList();
        emergencies = Phrases.of(signs);
        diseases = Phrases.of(terms.diseases());
        followUp = Phrases.of(terms.followUp());
        acute = Phrases.of(terms.acute());
        weak = Phrases.of(terms.weak());
        ordinary = Phrases.of(terms.ordinary());
        askedFor = Phrases.of(terms.askedFor());
        mild = Phrases.of(terms.mild());
        grave = Phrases.of(terms.grave());
        recent = Phrases.of(terms.recent());
        again = Phrases.of(terms.again());
        inPart = Phrases.of(terms.inPart());
        passed = Phrases.of(terms.passed());
        conditions = Phrases.of(terms.conditions());
        whatToDo = Phrases.of(terms.whatToDo());
        onlyAsking = Phrases.of(terms.onlyAsking());
        supposed = Phrases.of(terms.supposed());
        supposedNot = Phrases.of(terms.supposedNot());
        inGeneral = Phrases.of(terms.inGeneral());
        harmless = Phrases.of(terms.harmless());
        past = Phrases.of(terms.past());
        routine = Phrases.of(terms.routine());
        ownTreatment = Phrases.of(terms.ownTreatment());
        // Atomic groups: a hostile text must not make the matcher try every way to read a list.
        String fillers = "(?>" + Phrases.oneOf(terms.fillers()) + ")*+";
        String joiners = "(?>" + Phrases.oneOf(terms.joiners()) + ")*+";
        String listed = "(?>"
                + Phrases.oneOf(Stream.concat(signs.stream(), terms.symptoms().stream())
                        .filter(phrase -> !phrase.matches(".*[~…#].*"))
                        .toList())
                + ")";
        String list = fillers + "(?>" + listed + joiners + ")*+$";
        deniedBefore = Pattern.compile(Phrases.oneOf(terms.negators()) + list);
        notDenied = Pattern.compile(Phrases.oneOf(terms.doubleNegators()) + list);
        deniedNearby = Pattern.compile(Phrases.oneOf(terms.negators().stream()
                        .filter(negator -> negator.length() > 1)
                        .toList())
                + ".{0,2}$");
        meanwhile = Pattern.compile(Phrases.oneOf(terms.meanwhile()) + "*+");
        deniedAfter = Pattern.compile("^(?>" + joiners + listed + ")*+(?:这些|这类|等|症状|情况|的)*+"
                + Phrases.oneOf(terms.deniedAfter()) + "(?!缓解|好|减轻|改善|停|消|用|效)");
        pastAfter = Pattern.compile("^" + Phrases.oneOf(terms.pastAfter()));
    }

    @Override
    public Grade grade(String need) {
        List<String> clauses = Phrases.clauses(need.length() > LONGEST ? need.substring(0, LONGEST) : need);
        for (int at = 0; at < clauses.size(); at++) {
            String clause = clauses.get(at);
            for (MatchResult sign : emergencies.in(clause)) {
                if (isMeant(clauses, at, sign)) {
                    return Grade.EMERGENCY;
                }
            }
            for (MatchResult disease : diseases.in(clause)) {
                if (isMeant(clauses, at, disease) && !isFollowedUp(clauses, clause)) {
                    return Grade.EMERGENCY;
                }
            }
        }
        if (hasWeakSign(clauses)) {
            return Grade.EMERGENCY;
        }
        return routine.foundIn(clauses) && !ownTreatment.foundIn(clauses) ? Grade.ROUTINE : Grade.REQUEST;
    }

    /** A need without the clauses that name signs only to deny them, or as past, passed or supposed. */
    String withoutDenied(String need) {
        List<String> clauses = Phrases.clauses(need.length() > LONGEST ? need.substring(0, LONGEST) : need);
        return IntStream.range(0, clauses.size())
                .filter(at -> {
                    List<MatchResult> signs = Stream.of(emergencies, diseases, weak)
                            .flatMap(phrases -> phrases.in(clauses.get(at)).stream())
                            .toList();
                    return signs.isEmpty() || signs.stream().anyMatch(sign -> isMeant(clauses, at, sign));
                })
                .mapToObj(clauses::get)
                .collect(Collectors.joining(","));
    }

    /** Harm that need not be an emergency is one where it is grave, or where nothing else is asked for. */
    private boolean hasWeakSign(List<String> clauses) {
        boolean somethingAsked = askedFor.foundIn(clauses) || routine.foundIn(clauses) || ownTreatment.foundIn(clauses);
        for (int at = 0; at < clauses.size(); at++) {
            String clause = clauses.get(at);
            if (!grave.foundIn(clause) && (somethingAsked || mild.foundIn(clause))) {
                continue;
            }
            List<MatchResult> judged = Stream.of(emergencies, diseases, ordinary)
                    .flatMap(phrases -> phrases.in(clause).stream())
                    .toList();
            for (MatchResult sign : weak.in(clause)) {
                if (judged.stream().noneMatch(one -> overlap(one, sign))
                        && !deniedNearby
                                .matcher(tail(clause.substring(0, sign.start())))
                                .find()
                        && isMeant(clauses, at, sign)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isMeant(List<String> clauses, int at, MatchResult sign) {
        String clause = clauses.get(at);
        String before = tail(clause.substring(0, sign.start()));
        String after = head(clause.substring(sign.end()));
        String around = before + sign.group() + after;
        String previous = at == 0 ? "" : tail(clauses.get(at - 1));
        String next = at + 1 == clauses.size() ? "" : head(clauses.get(at + 1));
        return !(harmless.in(clause).stream().anyMatch(word -> overlap(word, sign))
                || (deniedBefore.matcher(before).find()
                        && !notDenied.matcher(before).find())
                || deniedAfter.matcher(after).find()
                || isSupposed(around, before, after)
                || isOnlyAsked(clauses, around, before, after, next)
                || inGeneral.foundIn(List.of(previous, around))
                || isOfThePast(around, before, after, next)
                || hasPassed(previous, around, after, next));
    }

    private boolean isSupposed(String around, String before, String after) {
        return supposed.in(around).stream().anyMatch(one -> one.start() < before.length())
                && !supposedNot.foundIn(after);
    }

    /** Whoever asks what to do if it comes is best served with the notice, which says just that. */
    private boolean isOnlyAsked(List<String> clauses, String around, String before, String after, String next) {
        return conditions.in(around).stream().anyMatch(one -> one.start() < before.length())
                && !supposedNot.foundIn(after)
                && (onlyAsking.foundIn(clauses) || !whatToDo.foundIn(List.of(after, next)));
    }

    private static boolean overlap(MatchResult one, MatchResult other) {
        return one.start() < other.end() && other.start() < one.end();
    }

    private boolean isOfThePast(String around, String before, String after, String next) {
        String justBefore = before.substring(Math.max(0, before.length() - REACH_OF_THE_PAST));
        return (past.foundIn(justBefore) || pastAfter.matcher(after).find())
                && !recent.foundIn(around)
                && !again.foundIn(List.of(around, next));
    }

    private boolean hasPassed(String previous, String around, String after, String next) {
        return (isOver(after) || (isOver(next) && nothingElseBefore(next)))
                && !recent.foundIn(List.of(previous, around))
                && !again.foundIn(List.of(around, next));
    }

    /** The passing itself is taken out first, so that 没有再犯 is no partial relief. */
    private boolean isOver(String said) {
        StringBuilder left = new StringBuilder(said);
        for (MatchResult found : passed.in(said)) {
            left.replace(found.start(), found.end(), " ".repeat(found.end() - found.start()));
        }
        return !left.toString().equals(said) && !inPart.foundIn(left.toString());
    }

    private boolean nothingElseBefore(String next) {
        int start = passed.in(next).stream().mapToInt(MatchResult::start).min().orElse(0);
        return meanwhile.matcher(next.substring(0, start)).matches();
    }

    private boolean isFollowedUp(List<String> clauses, String clause) {
        return followUp.foundIn(clauses) && !acute.foundIn(clause);
    }

    private static String head(String said) {
        return said.substring(0, Math.min(said.length(), REACH));
    }

    private static String tail(String said) {
        return said.substring(Math.max(0, said.length() - REACH));
    }
}
