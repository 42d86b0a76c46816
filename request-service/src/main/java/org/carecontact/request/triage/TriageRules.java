package org.carecontact.request.triage;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.request.phrases.Phrases;

/**
 * Takes a sign for an emergency unless the text plainly denies it, places it in the past, supposes it or, for a
 * disease, follows it up.
 */
final class TriageRules implements Grader {

    final Phrases emergencies;
    final Phrases diseases;
    final Phrases unbroken;
    final Phrases followUp;
    final Phrases acute;
    final Phrases weak;
    final Phrases ordinary;
    final Phrases askedFor;
    final Phrases mild;
    final Phrases grave;
    final Phrases recent;
    final Phrases again;
    final Phrases inPart;
    final Phrases passed;
    final Phrases conditions;
    final Phrases whatToDo;
    final Phrases onlyAsking;
    final Phrases supposed;
    final Phrases supposedNot;
    final Phrases inGeneral;
    final Phrases harmless;
    final Phrases past;
    final Phrases routine;
    final Phrases ownTreatment;
    final Pattern deniedBefore;
    final Pattern notDenied;
    final Pattern deniedAfter;
    final Pattern deniedNearby;
    final Pattern meanwhile;
    final Pattern pastAfter;
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
        emergencies = Phrases.of(signs);
        diseases = Phrases.of(terms.diseases());
        unbroken = Phrases.of(Stream.concat(signs.stream(), terms.diseases().stream())
                .filter(phrase -> phrase.indexOf('#') < 0)
                .map(phrase -> phrase.replaceAll("[~…]", ""))
                .toList());
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
        deniedAfter = Pattern.compile("^(?>" + joiners + listed + ")*+" + Phrases.oneOf(terms.afterList()) + "*+"
                + Phrases.oneOf(terms.deniedAfter()) + "(?!" + Phrases.oneOf(terms.notAfterDenied()) + ")");
        pastAfter = Pattern.compile("^" + Phrases.oneOf(terms.pastAfter()));
    }

    @Override
    public Grade grade(String need) {
        return read(need).grade();
    }

    /** One text, to be graded. */
    TriageReading read(String need) {
        return TriageReading.of(this, need, new Steps(reader));
    }
}
