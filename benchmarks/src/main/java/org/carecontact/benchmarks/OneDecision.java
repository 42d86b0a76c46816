package org.carecontact.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.DoctorRules;
import org.carecontact.policy.documents.DocumentParser;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.History;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Policies;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Stage;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision over five layers of twenty rules each, the same rules written by hand, and one by the shipped policies. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OneDecision {

    /** Layers and rules in each. */
    public static final int LAYERS = 5;

    public static final int RULES = 20;

    private static final Instant MONDAY_10 = Instant.parse("2026-11-23T02:00:00Z");
    private static final int GRANTING = 3;

    private final Facts facts = facts();
    private Policies policies = hundredRules();
    private Policies shipped = policies;

    /** Compiles the documents, and checks that the measured code decides correctly. */
    @Setup
    public void read() {
        policies = hundredRules();
        List<PolicyDocument> documents = new ArrayList<>(PolicyDocuments.shipped());
        documents.add(document("hospital", "hospital-trial", TRIAL, ""));
        shipped = PolicyDocuments.together(documents);
        Assessment said = policies.assess(facts);
        int asked = said.rules().stream().mapToInt(String::length).sum();
        if (said.rules().size() != LAYERS || asked != LAYERS * RULES || said.outcome() != Outcome.PERMIT) {
            throw new IllegalStateException("not the case that it should be: " + said);
        }
        if (!byHand().outcome().equals("PERMIT") || shipped.assess(facts).outcome() != Outcome.PERMIT) {
            throw new IllegalStateException("they do not agree");
        }
    }

    @Benchmark
    public Assessment fiveLayersOfTwentyRules() {
        return policies.assess(facts);
    }

    @Benchmark
    public Assessment shippedPolicies() {
        return shipped.assess(facts);
    }

    /** The outcome of the hundred rules, without layers, explanation, terms or alternatives. */
    public record Plain(String outcome, Set<String> against) {}

    @Benchmark
    public Plain byHand() {
        Set<String> against = new TreeSet<>();
        String scene = String.valueOf(facts.scene());
        String purpose = facts.asked().purpose();
        long requests = facts.history().requestsIn90Days();
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int i = layer == 0 ? GRANTING : 0; i < RULES; i++) {
                if ((scene.equals("OUTPATIENT") || scene.equals("NONE"))
                        && !purpose.equals(i % 2 == 0 ? "CHRONIC_CARE" : "CONVENIENCE")
                        && requests > 3 + i) {
                    against.add(layer + "-" + i);
                }
            }
        }
        return new Plain(scene.equals("OUTPATIENT") && against.isEmpty() ? "PERMIT" : "DENY", against);
    }

    private static final String TRIAL = """
        hospital:
          id: trial
          name: {zh: 试, en: Trial}
          type: PUBLIC_TERTIARY
          ownership: PUBLIC
          zone: Asia/Shanghai
          alternatives: {FRONT_DESK: "tel:1"}
          departments: [{code: cardiology, name: {zh: 心内科, en: Cardiology}PROFILE}]
        """;

    private static Policies hundredRules() {
        return PolicyDocuments.together(List.of(
                document("national", "national", "", rules("national")),
                document("institution", "institution", "appliesTo: PUBLIC_TERTIARY\n", rules("institution")),
                document("hospital", "hospital-trial", TRIAL.replace("PROFILE", ", profile: heart"), rules("hospital")),
                document("department", "department-heart", "appliesTo: heart\n", rules("department")),
                document("doctor", "doctor-defaults", "", rules("doctor"))));
    }

    private static PolicyDocument document(String layer, String name, String more, String rules) {
        String text = "layer: " + layer + "\nname: " + name + "\nversion: 1\nfrom: 2026-01-01\n"
                + "title: {zh: 试, en: Trial}\nsource: trial\n" + more.replace("PROFILE", "")
                + (rules.isEmpty() ? "rules: []\n" : rules);
        return DocumentParser.parse(name, text);
    }

    /** False for the case, but never before the last comparison; the first three of the national layer grant. */
    private static String rules(String layer) {
        StringBuilder text = new StringBuilder("rules:\n");
        for (int i = 0; i < RULES; i++) {
            boolean granting = layer.equals("national") && i < GRANTING;
            text.append("  - {id: ").append(layer).append("-r").append(i);
            text.append(", title: {zh: 试, en: T}, wording: {zh: 试, en: T}, principle: ");
            text.append(List.of("NECESSITY", "SAFETY", "BOUNDARY").get(i % 3));
            if (granting) {
                text.append(", when: \"scene == 'OUTPATIENT'\"");
                text.append(", permit: {channels: [WECOM, HOSPITAL_APP], contactDays: 90}}\n");
            } else {
                text.append(", when: \"scene in ['OUTPATIENT', 'NONE'] && purpose != '");
                text.append(i % 2 == 0 ? "CHRONIC_CARE" : "CONVENIENCE");
                text.append("' && requestsIn90Days > ").append(3 + i);
                text.append("\", deny: {alternatives: [FRONT_DESK]}}\n");
            }
        }
        String outcome = layer.equals("national") ? "DENY" : "PERMIT";
        return text
                + "examples: [{name: a, given: {scene: ONLINE, purpose: OTHER_MEDICAL, requestsIn90Days: 1},"
                + " expect: {outcome: " + outcome + "}}]\n";
    }

    private static Facts facts() {
        Asked asked = new Asked(
                "trial",
                RequestId.of("abcdefghijklmnopqrstuvwxyz-1"),
                1,
                new PatientId("P1"),
                new DoctorId("D1"),
                "FOLLOW_UP_VISIT",
                Wish.ANY,
                Requester.PATIENT,
                null,
                null,
                MONDAY_10);
        Instant over = MONDAY_10.minus(Duration.ofHours(1));
        Encounter visit = new Encounter(
                new VisitId("V1"),
                2,
                Encounter.Kind.AMB,
                Encounter.Status.FINISHED,
                AgeBand.ADULT,
                "cardiology",
                over,
                over);
        DoctorRules willing = new DoctorRules(
                true, List.of(Channel.values()), null, null, List.of(), List.of(), null, null, List.of(), 1, null);
        return Facts.of(
                Stage.DECISION,
                asked,
                List.of(visit),
                new DoctorFacts(true, "cardiology", willing, List.of(), 0),
                new Signed(3, Signer.PATIENT, List.of(Paper.CONSENT)),
                History.NONE,
                MONDAY_10);
    }
}
