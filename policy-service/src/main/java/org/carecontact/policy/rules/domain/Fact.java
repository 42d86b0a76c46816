package org.carecontact.policy.rules.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.History.Signal;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.InstitutionType;
import org.carecontact.policy.vocabulary.domain.Ownership;
import org.carecontact.policy.vocabulary.domain.Purposes;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.jspecify.annotations.Nullable;

/** The facts that rules may name, each with its kind and values; the published vocabulary of policies, version 3. */
public enum Fact {
    INSTITUTION_TYPE(Kind.CHOICE, of(InstitutionType.values()), (facts, at) -> at == null ? null : name(at.type())),
    OWNERSHIP(Kind.CHOICE, of(Ownership.values()), (facts, at) -> at == null ? null : name(at.ownership())),
    DEPARTMENT(
            Kind.CODE,
            List.of(),
            (facts, at) -> at == null || facts.department() == null || !at.has(facts.department())
                    ? null
                    : facts.department()),
    /** Whether the hospital's document opens the department for contact through the institution's channels. */
    DEPARTMENT_OFFERS_CONTACT(Kind.FLAG, List.of(), (facts, at) -> at == null ? null : at.offers(facts.department())),
    SCENE(Kind.CHOICE, of(Scene.values()), (facts, at) -> name(facts.scene())),
    LAST_ENCOUNTER(Kind.CHOICE, of(Facts.LastEncounter.values()), (facts, at) -> name(facts.lastEncounter())),
    IN_PROGRESS(Kind.CHOICE, of(Facts.InProgress.values()), (facts, at) -> name(facts.inProgress())),
    PURPOSE(Kind.CHOICE, Purposes.ALL, (facts, at) -> facts.asked().purpose()),
    WISH(Kind.CHOICE, of(Wish.values()), (facts, at) -> name(facts.asked().wish())),
    REQUESTER(
            Kind.CHOICE,
            of(Requester.values()),
            (facts, at) -> name(facts.asked().requester())),
    /** The relation of a family member to the patient; NONE when the patient asks. */
    RELATION(
            Kind.CODE,
            List.of(),
            (facts, at) -> facts.asked().requester() == Requester.PATIENT
                    ? "NONE"
                    : facts.asked().relation()),
    /** Whether the hospital or the member's token attests a family member's authority; NONE when the patient asks. */
    AUTHORITY(Kind.CHOICE, List.of("ATTESTED", "NONE", "STATED"), (facts, at) -> switch (facts.asked()
            .requester()) {
        case PATIENT -> "NONE";
        case FAMILY -> facts.asked().authority() == null ? "STATED" : "ATTESTED";
        case UNKNOWN -> null;
    }),
    AGE_BAND(Kind.CHOICE, of(AgeBand.values()), (facts, at) -> name(facts.ageBand())),
    /** The requests of this patient to this doctor, this one counted. */
    REQUESTS_IN_90_DAYS(
            Kind.NUMBER, List.of(), (facts, at) -> (long) facts.history().requestsIn90Days()),
    DOCTOR(
            Kind.CHOICE,
            List.of("ACTIVE", "INACTIVE"),
            (facts, at) ->
                    facts.doctor().active() == null ? null : facts.doctor().active() ? "ACTIVE" : "INACTIVE"),
    OPT_IN(Kind.FLAG, List.of(), (facts, at) -> facts.doctor().optIn()),
    /** Whether an operation stands in the doctor's schedule on this day. */
    SURGERY_DAY(
            Kind.FLAG,
            List.of(),
            (facts, at) -> at == null ? null : facts.doctor().operatesOn(facts.now(), at.zone())),
    /** Whether the doctor is absent by the doctor's own word, which can be longer than the schedule. */
    DOCTOR_ABSENT(Kind.FLAG, List.of(), (facts, at) -> facts.doctor().absentAt(facts.now())),
    SCENE_WELCOME(Kind.FLAG, List.of(), (facts, at) -> facts.doctor().welcomes(facts.scene())),
    PURPOSE_WELCOME(
            Kind.FLAG,
            List.of(),
            (facts, at) -> facts.doctor().welcomes(facts.asked().purpose())),
    /** Whether the doctor has as many contacts as the doctor wants at most. */
    AT_CAPACITY(Kind.FLAG, List.of(), (facts, at) -> facts.doctor().full()),
    TRUST_ADHERENCE(Kind.TRUST, trust(), (facts, at) -> name(facts.history().adherence())),
    TRUST_RESTRAINT(Kind.TRUST, trust(), (facts, at) -> name(facts.history().restraint())),
    TRUST_CONDUCT(Kind.TRUST, trust(), (facts, at) -> name(facts.history().conduct()));

    /** The kind of a fact's values. */
    public enum Kind {
        /** One of a closed list of texts. */
        CHOICE,
        /** A text of an open list. */
        CODE,
        FLAG,
        NUMBER,
        /** A choice that advises and never denies alone (P5). */
        TRUST
    }

    static final Fact[] ALL = values();

    private final Kind kind;
    private final Set<String> vocabulary;
    private final BiFunction<Facts, @Nullable Hospital, @Nullable Object> reading;

    Fact(Kind kind, List<String> vocabulary, BiFunction<Facts, @Nullable Hospital, @Nullable Object> reading) {
        this.kind = kind;
        this.vocabulary = Set.copyOf(vocabulary);
        this.reading = reading;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the values that a rule may compare it with; empty when it is no choice. */
    public Set<String> vocabulary() {
        return new TreeSet<>(vocabulary);
    }

    /** Returns its name in policy documents: lastEncounter. */
    public String label() {
        StringBuilder label = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            label.append(label.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return label.toString();
    }

    /** Returns the reason code for a rule that needs this fact while it is unknown. */
    public String unknown() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-unknown";
    }

    @Nullable
    Object read(Facts facts, @Nullable Hospital hospital) {
        return reading.apply(facts, hospital);
    }

    boolean admits(Object value) {
        return switch (kind) {
            case CHOICE, TRUST -> value instanceof String text && vocabulary.contains(text);
            case CODE -> value instanceof String;
            case FLAG -> value instanceof Boolean;
            case NUMBER -> value instanceof Long;
        };
    }

    private static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(Enum::name)
                .filter(name -> !name.equals("UNKNOWN"))
                .toList();
    }

    private static List<String> trust() {
        return of(Signal.values());
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }
}
