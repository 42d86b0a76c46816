package org.carecontact.request.triage;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carecontact.request.phrases.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * Takes a sign for an emergency unless the text plainly denies it, places it in the past, supposes it or, for a
 * disease, follows it up.
 */
final class TriageRules implements Grader {

    /** A denial is looked for at most this far from its sign, so that the work grows only linearly with the text. */
    private static final int REACH = 80;

    /** The past is looked for at most this far before its sign: in 以前做过手术现在这样痛 the pain is a present one. */
    private static final int REACH_OF_THE_PAST = 7;

    /** No patient denies more signs than these; further denials are ignored, so that the text gets the notice. */
    private static final int MOST_SIGNS_IN_VAIN = 300;

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
    private final UnaryOperator<CharSequence> reader;

    TriageRules(TriageTerms terms) {
        this(terms, UnaryOperator.identity());
    }

    /**
     * Compiles the terms.
     *
     * @param reader through which every text is read, so that a test can count the steps
     */
    TriageRules(TriageTerms terms, UnaryOperator<CharSequence> reader) {
        this.reader = reader;
        List<String> signs =
                terms.emergency().values().stream().flatMap(Collection::stream).toList();
        emergencies = Phrases.of(signs, reader);
        diseases = Phrases.of(terms.diseases(), reader);
        followUp = Phrases.of(terms.followUp(), reader);
        acute = Phrases.of(terms.acute(), reader);
        weak = Phrases.of(terms.weak(), reader);
        ordinary = Phrases.of(terms.ordinary(), reader);
        askedFor = Phrases.of(terms.askedFor(), reader);
        mild = Phrases.of(terms.mild(), reader);
        grave = Phrases.of(terms.grave(), reader);
        recent = Phrases.of(terms.recent(), reader);
        again = Phrases.of(terms.again(), reader);
        inPart = Phrases.of(terms.inPart(), reader);
        passed = Phrases.of(terms.passed(), reader);
        conditions = Phrases.of(terms.conditions(), reader);
        whatToDo = Phrases.of(terms.whatToDo(), reader);
        onlyAsking = Phrases.of(terms.onlyAsking(), reader);
        supposed = Phrases.of(terms.supposed(), reader);
        supposedNot = Phrases.of(terms.supposedNot(), reader);
        inGeneral = Phrases.of(terms.inGeneral(), reader);
        harmless = Phrases.of(terms.harmless(), reader);
        past = Phrases.of(terms.past(), reader);
        routine = Phrases.of(terms.routine(), reader);
        ownTreatment = Phrases.of(terms.ownTreatment(), reader);
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
        deniedAfter = Pattern.compile("^(?>" + joiners + listed + ")*+" + Phrases.oneOf(terms.afterList()) + "*+"
                + Phrases.oneOf(terms.deniedAfter()) + "(?!" + Phrases.oneOf(terms.notAfterDenied()) + ")");
        pastAfter = Pattern.compile("^" + Phrases.oneOf(terms.pastAfter()));
    }

    @Override
    public Grade grade(String need) {
        Reading asWritten = new Reading(Phrases.clauses(need));
        if (asWritten.hasEmergency()) {
            return Grade.EMERGENCY;
        }
        List<String> together = Phrases.clausesPutTogether(need);
        if (!together.equals(asWritten.clauses) && new Reading(together).hasEmergency()) {
            return Grade.EMERGENCY;
        }
        return routine.foundIn(asWritten.clauses) && !ownTreatment.foundIn(asWritten.clauses)
                ? Grade.ROUTINE
                : Grade.REQUEST;
    }

    /** Returns a need without the clauses that name signs only as denied, past or supposed. */
    String withoutDenied(String need) {
        Reading reading = new Reading(Phrases.clauses(need));
        return IntStream.range(0, reading.clauses.size())
                .filter(at -> !reading.namesSignsInVain(at))
                .mapToObj(reading.clauses::get)
                .collect(Collectors.joining(","));
    }

    /** One text, read clause by clause; facts about one clause or all clauses are looked up once. */
    private final class Reading {

        private final List<String> clauses;
        private int signsInVain;
        private int harmlessOf = -1;
        private Places harmlessAt = Places.of("");
        private @Nullable Boolean onlyAsked;
        private @Nullable Boolean followedUp;

        Reading(List<String> clauses) {
            this.clauses = clauses;
        }

        boolean hasEmergency() {
            return IntStream.range(0, clauses.size()).anyMatch(this::hasPlainSign) || hasWeakSign();
        }

        private boolean hasPlainSign(int at) {
            String clause = clauses.get(at);
            return emergencies.in(clause).stream().anyMatch(sign -> isMeant(at, sign))
                    || diseases.in(clause).stream().anyMatch(disease -> isMeant(at, disease) && !isFollowedUp(clause));
        }

        /** Harm of this kind is an emergency if it is grave, or if nothing else is asked for. */
        private boolean hasWeakSign() {
            boolean somethingAsked =
                    askedFor.foundIn(clauses) || routine.foundIn(clauses) || ownTreatment.foundIn(clauses);
            for (int at = 0; at < clauses.size(); at++) {
                String clause = clauses.get(at);
                if (!grave.foundIn(clause) && (somethingAsked || mild.foundIn(clause))) {
                    continue;
                }
                Places judged = Places.of(clause, emergencies, diseases, ordinary);
                for (MatchResult sign : weak.in(clause)) {
                    if (!judged.overlap(sign)
                            && !deniedNearby.matcher(before(clause, sign)).find()
                            && isMeant(at, sign)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean namesSignsInVain(int at) {
            List<MatchResult> signs = Stream.of(emergencies, diseases, weak)
                    .flatMap(phrases -> phrases.in(clauses.get(at)).stream())
                    .toList();
            return !signs.isEmpty() && signs.stream().noneMatch(sign -> isMeant(at, sign));
        }

        private boolean isMeant(int at, MatchResult sign) {
            if (signsInVain == MOST_SIGNS_IN_VAIN) {
                return true;
            }
            boolean meant = isMeantByItsWords(at, sign);
            signsInVain += meant ? 0 : 1;
            return meant;
        }

        private boolean isMeantByItsWords(int at, MatchResult sign) {
            String clause = clauses.get(at);
            String before = before(clause, sign);
            String after = head(clause, sign.end());
            String around = before + sign.group() + after;
            String previous = at == 0 ? "" : tail(clauses.get(at - 1));
            String next = at + 1 == clauses.size() ? "" : head(clauses.get(at + 1), 0);
            return !(isHarmless(at, sign)
                    || (deniedBefore.matcher(reader.apply(before)).find()
                            && !notDenied.matcher(reader.apply(before)).find())
                    || deniedAfter.matcher(reader.apply(after)).find()
                    || isSupposed(around, before, after)
                    || isOnlyAsked(around, before, after, next)
                    || inGeneral.foundIn(List.of(previous, around))
                    || isOfThePast(around, before, after, next)
                    || hasPassed(previous, around, after, next));
        }

        private boolean isHarmless(int at, MatchResult sign) {
            if (harmlessOf != at) {
                harmlessOf = at;
                harmlessAt = Places.of(clauses.get(at), harmless);
            }
            return harmlessAt.overlap(sign);
        }

        /** A person who asks what to do if it comes is best served with the notice, which says exactly that. */
        private boolean isOnlyAsked(String around, String before, String after, String next) {
            return conditions.in(around).stream().anyMatch(one -> one.start() < before.length())
                    && !supposedNot.foundIn(after)
                    && (isOnlyAsking() || !whatToDo.foundIn(List.of(after, next)));
        }

        private boolean isOnlyAsking() {
            Boolean known = onlyAsked;
            if (known == null) {
                known = onlyAsking.foundIn(clauses);
                onlyAsked = known;
            }
            return known;
        }

        private boolean isFollowedUp(String clause) {
            Boolean known = followedUp;
            if (known == null) {
                known = followUp.foundIn(clauses);
                followedUp = known;
            }
            return known && !acute.foundIn(clause);
        }
    }

    private boolean isSupposed(String around, String before, String after) {
        return supposed.in(around).stream().anyMatch(one -> one.start() < before.length())
                && !supposedNot.foundIn(after);
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

    /** Words for relief are removed first, so that 没有再犯 does not count as partial relief. */
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
