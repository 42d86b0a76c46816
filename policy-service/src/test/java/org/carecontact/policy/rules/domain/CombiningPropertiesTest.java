package org.carecontact.policy.rules.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.History;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.rules.domain.Layer.Level;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Authority;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.InstitutionType;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Ownership;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Principle;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Stage;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** P1, P2: what holds for all policies and all facts, over random ones; the seed is in the message of a failure. */
class CombiningPropertiesTest {

    private static final int CASES = 8_000;
    private static final Wording WORDING = new Wording("", "");

    @Test
    void adding_a_layer_never_turns_a_deny_into_anything_else_nor_a_deferral_into_a_permit() {
        Map<Outcome, Integer> seen = new HashMap<>();
        int changed = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<Layer> layers = layers(random);
            Facts facts = facts(random);
            Hospital hospital = hospital(random);
            Outcome narrow = Combining.assess(layers, hospital, facts).outcome();
            for (int left = 1; left < layers.size(); left++) {
                List<Layer> fewer = new ArrayList<>(layers);
                fewer.remove(left); // the national layer stands first and stays
                Outcome wide = Combining.assess(fewer, hospital, facts).outcome();
                assertThat(narrow).as("seed %d", seed).isGreaterThanOrEqualTo(wide);
                changed += narrow == wide ? 0 : 1;
            }
            seen.merge(narrow, 1, Integer::sum);
        }
        // The property would be empty if hardly anything were ever permitted, deferred or changed.
        assertThat(seen.get(Outcome.PERMIT)).isGreaterThan(CASES / 50);
        assertThat(seen.get(Outcome.DEFER)).isGreaterThan(CASES / 200);
        assertThat(changed).isGreaterThan(CASES / 20);
    }

    @Test
    void the_order_of_rules_and_layers_changes_nothing() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<Layer> layers = layers(random);
            Facts facts = facts(random);
            Hospital hospital = hospital(random);
            List<Layer> shuffled = new ArrayList<>();
            for (Layer layer : layers) {
                List<Rule> rules = new ArrayList<>(layer.rules());
                Collections.shuffle(rules, random);
                shuffled.add(layer(layer.level(), layer.name(), rules));
            }
            Collections.shuffle(shuffled, random);
            // What each rule came to is told in the order in which the layer lists its rules.
            assertThat(Combining.assess(shuffled, hospital, facts))
                    .as("seed %d", seed)
                    .usingRecursiveComparison()
                    .ignoringFields("rules")
                    .isEqualTo(Combining.assess(layers, hospital, facts));
        }
    }

    @Test
    void every_verdict_has_a_reason_and_every_deny_a_way_out_and_every_permit_its_terms() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Assessment said =
                    Combining.assess(layers(random), random.nextInt(20) == 0 ? null : hospital(random), facts(random));
            assertThat(said.verdicts())
                    .as("seed %d", seed)
                    .hasSize(3)
                    .allSatisfy(verdict -> assertThat(verdict.reasons()).isNotEmpty());
            assertThat(said.verdicts().stream().allMatch(Assessment.Verdict::pass))
                    .as("seed %d", seed)
                    .isEqualTo(said.outcome() == Outcome.PERMIT);
            assertThat(said.alternatives())
                    .as("seed %d", seed)
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.link()).matches("(https:|tel:).+"));
            assertThat(said.waitsFor() != null).as("seed %d", seed).isEqualTo(said.outcome() == Outcome.DEFER);
            if (said.outcome() == Outcome.PERMIT) {
                assertThat(said.channels()).as("seed %d", seed).isNotEmpty();
                assertThat(said.contactDays()).as("seed %d", seed).isBetween(1, 400);
            }
        }
    }

    @Test
    void a_fact_that_gets_lost_never_helps() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<Layer> layers = layers(random);
            Facts known = facts(random);
            Hospital hospital = hospital(random);
            Facts lost = new Facts(
                    known.stage(),
                    known.asked(),
                    known.department(),
                    null,
                    known.lastEncounter(),
                    known.inProgress(),
                    AgeBand.UNKNOWN,
                    known.doctor(),
                    known.signed(),
                    known.history(),
                    known.now());
            assertThat(Combining.assess(layers, hospital, lost).outcome())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(
                            Combining.assess(layers, hospital, known).outcome());
        }
    }

    // ---- random policies and facts ----

    private static List<Layer> layers(Random random) {
        List<Layer> layers = new ArrayList<>();
        for (Level level : Level.values()) {
            if (level == Level.NATIONAL || random.nextInt(3) > 0) {
                List<Rule> rules = new ArrayList<>();
                if (level == Level.NATIONAL && random.nextInt(10) > 0) {
                    for (Principle principle : Principle.values()) {
                        rules.add(rule(
                                "base-" + principle,
                                principle,
                                When.ALWAYS,
                                new Effect.Permit(EnumSet.allOf(Channel.class), null, 400, Set.of(), Set.of())));
                    }
                }
                int count = random.nextInt(6);
                for (int i = 0; i < count; i++) {
                    rules.add(rule(random, level + "-" + i));
                }
                layers.add(layer(level, level.name(), rules));
            }
        }
        return layers;
    }

    private static Layer layer(Level level, String name, List<Rule> rules) {
        return new Layer(level, name, "", 1, WORDING, "", java.time.LocalDate.EPOCH, rules);
    }

    private static Rule rule(Random random, String id) {
        return rule(id, any(random, Principle.values()), Sometimes.any(random), effect(random));
    }

    private static Rule rule(String id, Principle principle, When when, Effect effect) {
        return new Rule(id, WORDING, principle, "", when, effect, WORDING);
    }

    private static Effect effect(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Effect.Deny(random.nextBoolean() ? List.of() : some(random, List.of(Remedy.values())));
            case 1 -> new Effect.Defer(any(random, Effect.Awaited.values()));
            case 2 ->
                new Effect.Require(
                        Set.copyOf(some(random, List.of(Paper.values()))),
                        random.nextBoolean() ? null : any(random, Signer.values()));
            default ->
                new Effect.Permit(
                        random.nextBoolean() ? null : Set.copyOf(some(random, List.of(Channel.values()))),
                        random.nextInt(3) > 0 ? null : hours(random),
                        random.nextBoolean() ? null : 1 + random.nextInt(200),
                        Set.copyOf(some(random, List.of(Obligation.values()))),
                        random.nextBoolean() ? Set.of() : Set.of(Slot.Kind.ROUND));
        };
    }

    private static Hours hours(Random random) {
        return new Hours(
                "%02d:00".formatted(random.nextInt(10)),
                "%02d:30".formatted(10 + random.nextInt(13)),
                some(random, List.of(1, 2, 3, 4, 5, 6, 7)));
    }

    private static Facts facts(Random random) {
        List<Encounter> encounters = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Encounter.Status status = any(random, Encounter.Status.values());
            Instant at = Given.MONDAY_10.minus(Duration.ofHours(random.nextInt(12_000)));
            encounters.add(new Encounter(
                    new VisitId("V" + i),
                    1,
                    any(random, Encounter.Kind.values()),
                    status,
                    any(random, AgeBand.values()),
                    any(random, "cardiology", "plastic-surgery", "nowhere"),
                    at,
                    status == Encounter.Status.FINISHED ? at : null));
        }
        Requester requester = any(random, Requester.values());
        Asked asked = new Asked(
                "tongren",
                Given.request(1),
                1,
                new PatientId("P1"),
                new DoctorId("D1"),
                any(random, "FOLLOW_UP_VISIT", "CONVENIENCE", "SOMETHING_NEW"),
                any(random, Wish.values()),
                requester,
                requester == Requester.FAMILY ? any(random, "PARENT", "CHILD") : null,
                requester == Requester.FAMILY && random.nextBoolean() ? Authority.WRITTEN_AUTHORIZATION : null,
                Given.MONDAY_10);
        @Nullable Boolean active = any(random, true, true, true, false);
        DoctorFacts doctor = Given.doctor(
                random.nextInt(10) == 0 ? null : active,
                random.nextBoolean() ? null : "cardiology",
                random.nextInt(5) > 0,
                some(random, List.of(Channel.values())),
                random.nextBoolean() ? null : hours(random),
                random.nextInt(3) > 0
                        ? List.of()
                        : List.of(new Slot(
                                any(random, Slot.Kind.values()),
                                Given.MONDAY_10.minusSeconds(60),
                                Given.MONDAY_10.plus(Duration.ofHours(random.nextInt(600))))),
                1);
        boolean signed = random.nextInt(3) > 0;
        return Facts.of(
                signed ? Stage.DECISION : Stage.PRECHECK,
                asked,
                encounters,
                doctor,
                signed ? new Signed(1, any(random, Signer.values()), some(random, List.of(Paper.values()))) : null,
                new History(
                        1 + random.nextInt(5),
                        any(random, History.Signal.values()),
                        any(random, History.Signal.values()),
                        any(random, History.Signal.values())),
                Given.MONDAY_10);
    }

    private static Hospital hospital(Random random) {
        Map<Remedy, String> links = new HashMap<>(Map.of(Remedy.FRONT_DESK, "tel:1"));
        some(random, List.of(Remedy.values())).forEach(kind -> links.put(kind, "https://example.org/" + kind));
        return new Hospital(
                "tongren",
                WORDING,
                any(random, InstitutionType.values()),
                any(random, Ownership.values()),
                ZoneId.of("Asia/Shanghai"),
                random.nextInt(4) == 0,
                Map.of(
                        "cardiology",
                        new Hospital.Department("cardiology", WORDING, null, false, Map.of()),
                        "plastic-surgery",
                        new Hospital.Department(
                                "plastic-surgery", WORDING, null, true, Map.of(Remedy.CLINIC_PHONE, "tel:2"))),
                links);
    }

    /** All of some facts have one of some values, in Kleene's logic. */
    private record Sometimes(Map<Fact, Set<Object>> all) implements When {

        static When any(Random random) {
            Map<Fact, Set<Object>> all = new java.util.EnumMap<>(Fact.class);
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                Fact fact = CombiningPropertiesTest.any(random, Fact.values());
                List<Object> values = switch (fact.kind()) {
                    case CHOICE, TRUST -> List.copyOf(fact.vocabulary());
                    case CODE -> List.of("cardiology", "PARENT", "NONE");
                    case FLAG -> List.of(true, false);
                    case NUMBER -> List.of(1L, 2L, 3L);
                };
                all.put(fact, Set.copyOf(some(random, values)));
            }
            return all.isEmpty() ? ALWAYS : new Sometimes(all);
        }

        @Override
        public Answer over(Sheet sheet) {
            List<Fact> missing = new ArrayList<>();
            for (Map.Entry<Fact, Set<Object>> one : all.entrySet()) {
                Object value = sheet.get(one.getKey());
                if (value == null) {
                    missing.add(one.getKey());
                } else if (!one.getValue().contains(value)) {
                    return Answer.NO;
                }
            }
            return missing.isEmpty() ? Answer.YES : Answer.unknown(missing);
        }

        @Override
        public String text() {
            return all.toString();
        }
    }

    @SafeVarargs
    private static <T> T any(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** At least one. */
    private static <T> List<T> some(Random random, List<T> choices) {
        List<T> chosen = new ArrayList<>();
        for (T choice : choices) {
            if (random.nextInt(3) > 0) {
                chosen.add(choice);
            }
        }
        return chosen.isEmpty() ? List.of(choices.get(random.nextInt(choices.size()))) : chosen;
    }
}
