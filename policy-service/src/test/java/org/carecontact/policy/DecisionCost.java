package org.carecontact.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.carecontact.policy.domain.Assessment;
import org.carecontact.policy.domain.Encounter.Kind;
import org.carecontact.policy.domain.Facts;
import org.carecontact.policy.domain.Given;
import org.carecontact.policy.domain.Policies;

/** What one decision over five layers of twenty rules each costs, beside the same rules written in Java; run by hand. */
final class DecisionCost {

    private static final int ROUNDS = 60;
    private static final int DECISIONS = 2_000;

    private static final List<String> SCENES = List.of("OUTPATIENT", "INPATIENT", "ONLINE", "NONE");
    private static final List<String> PURPOSES =
            List.of("CHRONIC_CARE", "CONVENIENCE", "FOLLOW_UP_VISIT", "REPORT_DELIVERY", "OTHER_MEDICAL");

    private static long seen;

    private DecisionCost() {}

    public static void main(String[] args) {
        List<PolicyDocument> documents = new ArrayList<>();
        documents.add(document("national", "national", "", ""));
        documents.add(document("institution", "institution", "appliesTo: PUBLIC_TERTIARY", ""));
        documents.add(document("hospital", "hospital-tongren", "", """
            hospital:
              id: tongren
              name: {zh: 同仁, en: Tongren}
              type: PUBLIC_TERTIARY
              ownership: PUBLIC
              zone: Asia/Shanghai
              alternatives: {FRONT_DESK: "tel:1"}
              departments: [{code: cardiology, name: {zh: 心内科, en: Cardiology}, profile: heart}]
            """));
        documents.add(document("department", "department-heart", "appliesTo: heart", ""));
        documents.add(document("doctor", "doctor-defaults", "", ""));
        Policies policies = PolicyDocuments.together(documents);
        Facts facts = Given.at("tongren", "cardiology", Kind.AMB).facts();
        Assessment said = policies.assess(facts);
        int asked = said.rules().stream().mapToInt(String::length).sum();
        double cel = median(() -> policies.assess(facts));
        double java = median(() -> byHand(facts));
        System.out.printf(
                Locale.ROOT,
                "%d layers, %d rules, outcome %s: CEL %.1f us, by hand %.2f us, ratio %.0f (%d)%n",
                said.rules().size(),
                asked,
                said.outcome(),
                cel,
                java,
                cel / java,
                seen);
    }

    private static double median(java.util.function.Supplier<Object> decision) {
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < DECISIONS; i++) {
                seen += decision.get() == null ? 0 : 1;
            }
            rounds[round] = (System.nanoTime() - start) / 1_000.0 / DECISIONS;
        }
        double[] warm = Arrays.copyOfRange(rounds, ROUNDS / 2, ROUNDS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private static PolicyDocument document(String layer, String name, String appliesTo, String hospital) {
        StringBuilder text =
                new StringBuilder("layer: " + layer + "\nname: " + name + "\nversion: 1\nfrom: 2026-01-01\n");
        text.append("title: {zh: 试, en: Trial}\nsource: trial\n");
        text.append(appliesTo.isEmpty() ? "" : appliesTo + "\n")
                .append(hospital)
                .append("rules:\n");
        for (int i = 0; i < 20; i++) {
            String effect = i < 3 && layer.equals("national")
                    ? "permit: {channels: [WECOM, HOSPITAL_APP], contactDays: 90}"
                    : "deny: {alternatives: [FRONT_DESK]}";
            String when = i < 3 && layer.equals("national") ? "scene == 'OUTPATIENT'" : condition(i);
            text.append("  - {id: ")
                    .append(name)
                    .append("-r")
                    .append(i)
                    .append(", title: {zh: 试, en: T}, principle: ")
                    .append(List.of("NECESSITY", "SAFETY", "BOUNDARY").get(i % 3))
                    .append(", when: \"")
                    .append(when)
                    .append("\", ")
                    .append(effect)
                    .append(", wording: {zh: 试, en: T}}\n");
        }
        text.append(
                "usually: {scene: NONE, purpose: OTHER_MEDICAL, ageBand: ADULT, optIn: true, requestsIn90Days: 1}\n");
        text.append("examples: [{name: a, expect: {outcome: ");
        return PolicyDocument.parse(name, text + (layer.equals("national") ? "DENY" : "PERMIT") + "}}]\n");
    }

    /** False for the case, but not before its last comparison. */
    private static String condition(int i) {
        return "scene in ['OUTPATIENT', 'NONE'] && purpose != '" + PURPOSES.get(i % 2) + "' && requestsIn90Days > "
                + (3 + i);
    }

    private static Object byHand(Facts facts) {
        int denied = 0;
        long requests = facts.history().requestsIn90Days();
        String scene = String.valueOf(facts.scene());
        for (int layer = 0; layer < 5; layer++) {
            for (int i = layer == 0 ? 3 : 0; i < 20; i++) {
                if ((scene.equals(SCENES.get(0)) || scene.equals(SCENES.get(3)))
                        && !facts.asked().purpose().equals(PURPOSES.get(i % 2))
                        && requests > 3 + i) {
                    denied++;
                }
            }
        }
        return scene.equals(SCENES.get(0)) && denied == 0 ? "PERMIT" : "DENY";
    }
}
