package org.carecontact.policy.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts that rules may name, each with its values; the published vocabulary of policies. */
public enum Fact {
    INSTITUTION_TYPE(
            of(InstitutionType.values()), (facts, hospital) -> hospital == null ? null : name(hospital.type())),
    OWNERSHIP(of(Ownership.values()), (facts, hospital) -> hospital == null ? null : name(hospital.ownership())),
    DEPARTMENT(
            Set.of(),
            (facts, hospital) -> hospital == null || facts.department() == null || !hospital.has(facts.department())
                    ? null
                    : facts.department()),
    SCENE(of(Scene.values()), (facts, hospital) -> facts.scene().map(Fact::name).orElse(null)),
    LAST_ENCOUNTER(of(Facts.LastEncounter.values()), (facts, hospital) -> name(facts.lastEncounter())),
    IN_PROGRESS(
            of(Facts.InProgress.values()),
            (facts, hospital) -> facts.inProgress().map(Fact::name).orElse(null)),
    PURPOSE(
            Set.of(
                    "FOLLOW_UP_VISIT",
                    "MEDICATION_ADJUSTMENT",
                    "POSTOPERATIVE_RECOVERY",
                    "REPORT_DELIVERY",
                    "CHRONIC_CARE",
                    "CONVENIENCE",
                    "OTHER_MEDICAL"),
            (facts, hospital) -> facts.asked().purpose()),
    WISH(of(Wish.values()), (facts, hospital) -> name(facts.asked().wish())),
    REQUESTER(of(Requester.values()), (facts, hospital) -> name(facts.asked().requester())),
    /** Of a family member to the patient; NONE when the patient asks. */
    RELATION(
            Set.of(),
            (facts, hospital) -> facts.asked().requester() == Requester.PATIENT
                    ? "NONE"
                    : facts.asked().relation()),
    AGE_BAND(of(AgeBand.values()), (facts, hospital) -> name(facts.ageBand())),
    DOCTOR(
            Set.of("ACTIVE", "INACTIVE"),
            (facts, hospital) ->
                    facts.doctor().active() == null ? null : facts.doctor().active() ? "ACTIVE" : "INACTIVE"),
    OPT_IN(Set.of("YES", "NO"), (facts, hospital) -> facts.doctor().optIn() ? "YES" : "NO");

    private static final Fact[] ALL = values();

    private final Set<String> vocabulary;
    private final BiFunction<Facts, @Nullable Hospital, @Nullable String> reading;

    Fact(Set<String> vocabulary, BiFunction<Facts, @Nullable Hospital, @Nullable String> reading) {
        this.vocabulary = vocabulary;
        this.reading = reading;
    }

    /** What a rule may compare it with; empty when any code will do. */
    public Set<String> vocabulary() {
        return vocabulary;
    }

    /** As a policy document calls it: lastEncounter. */
    public String label() {
        StringBuilder label = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            label.append(label.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return label.toString();
    }

    /** The reason that is given when a rule needs it and it is not known. */
    public String unknown() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-unknown";
    }

    /** All facts at once, by ordinal; null where unknown or outside the vocabulary. */
    static @Nullable String[] sheet(Facts facts, @Nullable Hospital hospital) {
        @Nullable String[] sheet = new @Nullable String[ALL.length];
        for (Fact fact : ALL) {
            String value = fact.reading.apply(facts, hospital);
            sheet[fact.ordinal()] =
                    value == null || (!fact.vocabulary.isEmpty() && !fact.vocabulary.contains(value)) ? null : value;
        }
        return sheet;
    }

    private static Set<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(Enum::name)
                .filter(name -> !name.equals("UNKNOWN"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String name(Enum<?> constant) {
        return constant.name();
    }
}
