package org.carecontact.policy.rules.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.carecontact.policy.doctors.domain.AutoAnswer;
import org.carecontact.policy.doctors.domain.DoctorRules;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.rules.domain.Assessment.Verdict;
import org.carecontact.policy.rules.domain.Layer.Level;
import org.carecontact.policy.rules.domain.When.Answer;
import org.carecontact.policy.rules.domain.When.Match;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Principle;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Stage;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.jspecify.annotations.Nullable;

// Longer than 300 lines: how rules add up is stated here and nowhere else.
/**
 * How rules add up, stated here and nowhere else; their order means nothing. The national layer must grant each
 * principle, so no applicable permit means deny; every further layer can only narrow: deny over defer over permit, the
 * fewest channels, the shortest hours and length, all papers and obligations. A layer that lists what it permits denies
 * the rest. A rule whose facts are not known forbids and narrows, but grants nothing, and the reason names the fact.
 */
final class Combining {

    private static final Principle[] PRINCIPLES = Principle.values();

    private final Facts facts;
    private final @Nullable Hospital hospital;
    private final Sheet sheet;
    private final Reasons against = new Reasons();
    private final Reasons waiting = new Reasons();
    private final Reasons speaking = new Reasons();
    private final EnumSet<Principle> granted = EnumSet.noneOf(Principle.class);
    private final EnumSet<Paper> papers = EnumSet.noneOf(Paper.class);
    private final EnumSet<Obligation> obligations = EnumSet.noneOf(Obligation.class);
    private final Offers offers;
    private final Terms terms = new Terms();
    private final EnumSet<Slot.Kind> undisturbed = EnumSet.of(Slot.Kind.SURGERY, Slot.Kind.ABSENCE, Slot.Kind.UNKNOWN);
    private final IdentityHashMap<Layer, String> results = new IdentityHashMap<>();
    private @Nullable Signer signer;
    private @Nullable Signer signerBesides;
    private boolean channelsGranted;
    private boolean lengthGranted;
    private Effect.@Nullable Awaited awaited;

    private Combining(Facts facts, @Nullable Hospital hospital, Sheet sheet) {
        this.facts = facts;
        this.hospital = hospital;
        this.sheet = sheet;
        this.offers = new Offers(hospital, facts.department());
    }

    /** Layers in any order; the doctor's own rules come with the facts. */
    static Assessment assess(List<Layer> layers, @Nullable Hospital hospital, Facts facts) {
        return assess(layers, hospital, facts, Sheet.of(facts, hospital));
    }

    /** The same with the published facts given apart, as a document's own example gives them. */
    static Assessment assess(List<Layer> layers, @Nullable Hospital hospital, Facts facts, Sheet sheet) {
        return new Combining(facts, hospital, sheet).assess(layers);
    }

    private Assessment assess(List<Layer> layers) {
        if (hospital == null) {
            against(Principle.SAFETY, Reason.HOSPITAL_UNKNOWN.code());
        } else if (isUnmapped()) {
            waitForTheDepartment();
        }
        layers.forEach(this::apply);
        doctorsRules();
        for (Principle principle : PRINCIPLES) {
            if (!granted.contains(principle) && against.of(principle).isEmpty()) {
                against(principle, Reason.NOT_GRANTED.code());
            }
        }
        signature();
        Instant delivery = null;
        if (against.isEmpty()) {
            requireTerms();
        }
        if (against.isEmpty() && facts.stage() == Stage.DECISION) {
            delivery =
                    Delivery.first(facts, hospital, terms.hours(), undisturbed).orElse(null);
            if (delivery == null) {
                against(Principle.BOUNDARY, Reason.DOCTOR_AWAY.code());
            }
        }
        return assessment(layers, delivery);
    }

    private void apply(Layer layer) {
        EnumSet<Principle> listed = EnumSet.noneOf(Principle.class);
        boolean permits = false;
        StringBuilder came = new StringBuilder(layer.rules().size());
        for (Rule rule : layer.rules()) {
            Answer answer = rule.when().over(sheet);
            Match match = answer.match();
            came.append(match.name().charAt(0));
            switch (rule.effect()) {
                case Effect.Deny(var alternatives) -> {
                    if (match == Match.YES) {
                        against(rule.principle(), rule.id());
                        offers.add(alternatives);
                    } else if (match == Match.UNKNOWN) {
                        answer.missing().forEach(fact -> against(rule.principle(), fact));
                    }
                }
                case Effect.Defer(var until) -> {
                    if (match != Match.NO && facts.stage() == Stage.DECISION) {
                        waiting.add(rule.principle(), rule.id());
                        awaited = awaited == null || until.compareTo(awaited) < 0 ? until : awaited;
                    }
                }
                case Effect.Require(var required, var by) -> {
                    if (match != Match.NO) {
                        speaking.add(rule.principle(), rule.id());
                        papers.addAll(required);
                        if (by != null && layer.level() == Level.NATIONAL && match == Match.YES) {
                            signer = stricter(signer, by);
                        } else if (by != null) {
                            signerBesides = stricter(signerBesides, by);
                        }
                    }
                }
                case Effect.Permit permit -> {
                    listed.add(rule.principle());
                    if (match != Match.NO) {
                        terms.narrow(permit.channels(), permit.hours(), permit.contactDays());
                        obligations.addAll(permit.obligations());
                        undisturbed.addAll(permit.notDuring());
                    }
                    if (match == Match.YES) {
                        permits = true;
                        speaking.add(rule.principle(), rule.id());
                        if (layer.level() == Level.NATIONAL) {
                            granted.add(rule.principle());
                            channelsGranted |= permit.channels() != null;
                            lengthGranted |= permit.contactDays() != null;
                        }
                    }
                }
            }
        }
        results.put(layer, came.toString());
        if (layer.level() != Level.NATIONAL && !listed.isEmpty() && !permits) {
            listed.forEach(principle -> against(principle, Reason.NOT_PERMITTED_HERE.code()));
        }
    }

    /** A department that the hospital's document does not list is nobody's fault: somebody may still map it. */
    private boolean isUnmapped() {
        return hospital != null && facts.department() != null && !hospital.has(facts.department());
    }

    private void waitForTheDepartment() {
        if (facts.stage() == Stage.DECISION) {
            waiting.add(Principle.SAFETY, Reason.DEPARTMENT_UNKNOWN.code());
            awaited = awaited == null ? Effect.Awaited.DEPARTMENT : awaited;
        }
    }

    private void against(Principle principle, Fact unknown) {
        if (isUnmapped() && unknown == Fact.DEPARTMENT) {
            waitForTheDepartment();
        } else {
            against(principle, unknown.unknown());
        }
    }

    private void doctorsRules() {
        DoctorRules doctor = facts.doctor().rules();
        if (doctor.optIn()) {
            speaking.add(Principle.BOUNDARY, Reason.DOCTOR_RULES.code());
            terms.narrow(Set.copyOf(doctor.channels()), doctor.hours(), null);
        }
        if (hospital != null && hospital.ownHoursNeeded() && doctor.hours() == null) {
            against(Principle.BOUNDARY, Reason.OWN_HOURS_MISSING.code());
        }
    }

    private void signature() {
        Signed signed = facts.signed();
        if (signed == null) {
            return;
        }
        if (!signed.papers().containsAll(papers)) {
            against(Principle.SAFETY, Reason.PAPER_MISSING.code());
        }
        if (signed.signer().compareTo(signer()) < 0) {
            against(Principle.SAFETY, Reason.WRONG_SIGNER.code());
        }
    }

    private void requireTerms() {
        if (!channelsGranted || !lengthGranted) {
            against(Principle.BOUNDARY, Reason.NO_TERMS.code());
        } else if (terms.channels().isEmpty()) {
            against(Principle.BOUNDARY, Reason.NO_CHANNEL_LEFT.code());
        } else if (terms.neverOpen()) {
            against(Principle.BOUNDARY, Reason.NO_HOURS_LEFT.code());
        } else if (facts.asked().wish() != Wish.ANY && !terms.channels().contains(wished())) {
            against(Principle.BOUNDARY, Reason.WISH_NOT_LEFT.code());
            offers.add(terms.channels().stream()
                    .filter(channel -> channel != Channel.PERSONAL_WECHAT)
                    .map(channel -> Remedy.valueOf(channel.name()))
                    .toList());
        }
    }

    private List<Channel> channels() {
        Set<Channel> inOrder = new LinkedHashSet<>();
        Channel wished = wished();
        if (wished != null) {
            inOrder.add(wished);
        }
        inOrder.addAll(terms.channels());
        return List.copyOf(inOrder);
    }

    private @Nullable Channel wished() {
        return switch (facts.asked().wish()) {
            case PERSONAL_WECHAT -> Channel.PERSONAL_WECHAT;
            case WECOM -> Channel.WECOM;
            case ANY, UNKNOWN -> null;
        };
    }

    private void against(Principle principle, String reason) {
        against.add(principle, reason);
    }

    /** The patient, unless the national layer knowingly lets another sign; every layer can ask for more. */
    private Signer signer() {
        return stricter(signerBesides, signer == null ? Signer.PATIENT : signer);
    }

    private static Signer stricter(@Nullable Signer one, Signer other) {
        return one != null && one.compareTo(other) > 0 ? one : other;
    }

    private Assessment assessment(List<Layer> layers, @Nullable Instant delivery) {
        boolean denied = !against.isEmpty();
        Outcome outcome = denied ? Outcome.DENY : waiting.isEmpty() ? Outcome.PERMIT : Outcome.DEFER;
        List<Verdict> verdicts = new ArrayList<>(PRINCIPLES.length);
        for (Principle principle : PRINCIPLES) {
            SortedSet<String> failing = new TreeSet<>(against.of(principle));
            failing.addAll(waiting.of(principle));
            verdicts.add(new Verdict(
                    principle, failing.isEmpty(), List.copyOf(failing.isEmpty() ? speaking.of(principle) : failing)));
        }
        boolean permitted = outcome == Outcome.PERMIT;
        List<Layer> ordered = layers.stream()
                .sorted(Comparator.comparing(Layer::level).thenComparing(Layer::name))
                .toList();
        return new Assessment(
                outcome,
                verdicts,
                hospital == null ? "UNKNOWN" : hospital.type().name(),
                facts.department() == null ? "UNKNOWN" : facts.department(),
                facts.scene() == null ? Scene.NONE : facts.scene(),
                signer(),
                List.copyOf(papers),
                permitted ? channels() : List.of(),
                permitted ? terms.hours() : null,
                permitted ? terms.contactDays() : 0,
                permitted && delivery != null && delivery.isAfter(facts.now()) ? delivery : null,
                permitted ? facts.doctor().rules().capacity() : null,
                permitted ? List.copyOf(obligations) : List.of(),
                permitted && facts.stage() == Stage.DECISION ? autoAnswer() : null,
                outcome == Outcome.DEFER ? awaited : null,
                outcome == Outcome.DEFER ? again() : null,
                offers.all(denied),
                policies(ordered),
                ordered.stream().map(layer -> results.getOrDefault(layer, "")).toList());
    }

    private Assessment.@Nullable Answered autoAnswer() {
        return AutoAnswer.strictest(
                        facts.doctor().rules().autoAnswers(),
                        facts.scene(),
                        facts.asked().purpose())
                .map(one -> new Assessment.Answered(one.answer(), offers.one(one.alternative())))
                .orElse(null);
    }

    private @Nullable Instant again() {
        return switch (awaited) {
            case null -> null;
            case ENCOUNTER_FINISHED -> null;
            case SURGERY_DAY_OVER -> hospital == null ? null : hospital.nextDay(facts.now());
            case DOCTOR_AVAILABLE -> facts.doctor().backAfter(facts.now());
            // The hospital's document may list it by then.
            case DEPARTMENT -> hospital == null ? null : hospital.nextDay(facts.now());
        };
    }

    private List<String> policies(List<Layer> layers) {
        List<String> references =
                new ArrayList<>(layers.stream().map(Layer::reference).toList());
        references.add("doctor@" + facts.doctor().rules().version());
        return references;
    }
}
