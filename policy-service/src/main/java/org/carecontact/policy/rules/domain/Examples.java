package org.carecontact.policy.rules.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.DoctorRules;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.History;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.InstitutionType;
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
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/** What one layer alone says of given facts: over a national layer that grants everything, unless it is that one. */
public final class Examples {

    private static final Wording NONE = new Wording("", "");
    private static final Instant MONDAY_10 = Instant.parse("2026-11-23T02:00:00Z");

    private static final Hours ALWAYS_OPEN = new Hours("00:00", "24:00", List.of(1, 2, 3, 4, 5, 6, 7));

    private static final Layer GRANTING = new Layer(
            Layer.Level.NATIONAL,
            "granting",
            "",
            1,
            NONE,
            "",
            LocalDate.EPOCH,
            List.of(granting(Principle.NECESSITY), granting(Principle.SAFETY), granting(Principle.BOUNDARY)));

    private static final Hospital SOMEWHERE = new Hospital(
            "somewhere",
            NONE,
            InstitutionType.PUBLIC_TERTIARY,
            Ownership.PUBLIC,
            ZoneId.of("Asia/Shanghai"),
            false,
            Map.of(),
            links());

    private Examples() {}

    /** Signed by a guardian with all papers, asked of a willing doctor, so that only the layer's rules can object. */
    public static Assessment assess(Layer layer, @Nullable Hospital hospital, Map<Fact, Object> given) {
        Wish wish = given.get(Fact.WISH) instanceof String said ? Wish.valueOf(said) : Wish.ANY;
        Asked asked = new Asked(
                "somewhere",
                new RequestId(new PairId("a".repeat(26)), 1),
                1,
                new PatientId("P"),
                new DoctorId("D"),
                "FOLLOW_UP_VISIT",
                wish,
                Requester.PATIENT,
                null,
                null,
                MONDAY_10);
        DoctorRules willing = new DoctorRules(
                true,
                List.of(Channel.values()),
                ALWAYS_OPEN,
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                1,
                null);
        Facts facts = new Facts(
                Stage.DECISION,
                asked,
                null,
                null,
                Facts.LastEncounter.NONE,
                null,
                AgeBand.UNKNOWN,
                new DoctorFacts(true, null, willing, List.of(), 0),
                new Signed(1, Signer.GUARDIAN, List.of(Paper.values())),
                History.NONE,
                MONDAY_10);
        List<Layer> layers = layer.level() == Layer.Level.NATIONAL ? List.of(layer) : List.of(GRANTING, layer);
        return Combining.assess(layers, hospital == null ? SOMEWHERE : hospital, facts, Sheet.of(given));
    }

    private static Rule granting(Principle principle) {
        return new Rule(
                "granted-" + principle,
                NONE,
                principle,
                "",
                When.ALWAYS,
                new Effect.Permit(EnumSet.allOf(Channel.class), null, 366, Set.of(), Set.of()),
                NONE);
    }

    private static Map<Remedy, String> links() {
        Map<Remedy, String> links = new EnumMap<>(Remedy.class);
        for (Remedy remedy : Remedy.values()) {
            links.put(remedy, "tel:1");
        }
        return links;
    }
}
