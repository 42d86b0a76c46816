package org.carecontact.policy.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.cases.domain.Decided;
import org.carecontact.policy.doctors.domain.AutoAnswer;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.Wordings;
import org.carecontact.policy.facts.domain.History;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Hospital;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Rule;
import org.carecontact.policy.rules.domain.Sheet;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;

/**
 * A decision told rule by rule in one language.
 *
 * @param rules for the doctor and the officers; empty for the patient's side
 * @param facts by their published names, for the officers; empty for all others
 * @param signals the trust signals, which only advise, for the patient's side and the officers
 * @param doctorSays the doctor's own words to those who are turned away; null when there are none
 * @param doctorAnswered what the doctor's own rules answered in the doctor's name; null when they left it to the doctor
 * @param review how a person can be asked to look at it (PIPL 24)
 */
record Explanation(
        String request,
        String language,
        String outcome,
        List<Verdict> verdicts,
        List<Told> rules,
        Map<String, String> facts,
        Map<String, String> signals,
        List<Way> alternatives,
        List<String> policies,
        @Nullable String doctorSays,
        @Nullable String substitute,
        @Nullable String doctorAnswered,
        String review) {

    record Verdict(String principle, boolean pass, List<String> reasons) {}

    /** The result of a rule: YES, NO or UNKNOWN; its condition only for officers. */
    record Told(
            String policy,
            String rule,
            String title,
            String result,
            String effect,
            String source,
            String wording,
            @Nullable String when) {}

    record Way(String kind, String link) {}

    static Explanation of(
            Decided decided, List<PolicyDocument> documents, Wordings wordings, Role role, boolean chinese) {
        Assessment said = decided.assessment();
        List<Layer> layers = documents.stream().map(PolicyDocument::layer).toList();
        boolean officer = role == Role.STAFF || role == Role.SUPERVISOR;
        boolean patient = role == Role.PATIENT || role == Role.FAMILY;
        Wording doctor = decided.facts().doctor().rules().answer();
        return new Explanation(
                decided.asked().request().toString(),
                chinese ? "zh" : "en",
                said.outcome().name(),
                said.verdicts().stream()
                        .map(one -> new Verdict(
                                one.principle().name(),
                                one.pass(),
                                one.reasons().stream()
                                        .map(code -> in(wordings.of(layers, code), chinese))
                                        .toList()))
                        .toList(),
                patient ? List.of() : rules(said, layers, officer, chinese),
                officer ? facts(decided, documents) : Map.of(),
                patient || officer ? signals(decided.facts().history()) : Map.of(),
                said.alternatives().stream()
                        .map(one -> new Way(one.kind().name(), one.link()))
                        .toList(),
                said.policies(),
                doctor == null || !turnedAway(said) ? null : in(doctor, chinese),
                decided.facts().doctor().substituteAt(decided.at()),
                answered(said.autoAnswer(), chinese),
                chinese
                        ? "如对自动决定有异议,可要求医院工作人员人工复核;信任信号仅供参考,您可以提出异议。"
                        : "You may ask the hospital's staff to review this decision; trust signals only advise and you"
                                + " may contest them.");
    }

    private static boolean turnedAway(Assessment said) {
        Assessment.Answered answered = said.autoAnswer();
        return said.outcome() != Outcome.PERMIT || answered != null && answered.answer() != AutoAnswer.Answer.ACCEPT;
    }

    private static @Nullable String answered(Assessment.@Nullable Answered answered, boolean chinese) {
        return answered == null
                ? null
                : switch (answered.answer()) {
                    case ACCEPT ->
                        chinese
                                ? "医生事先设定:此类申请自动同意。"
                                : "The doctor has settled beforehand that requests like this are accepted.";
                    case OFFER_ALTERNATIVE ->
                        chinese
                                ? "医生事先设定:此类申请改用所推荐的其他方式。"
                                : "The doctor has settled beforehand that requests like this go another way.";
                    case REFUSE ->
                        chinese
                                ? "医生事先设定:此类申请不接受直接联系。"
                                : "The doctor has settled beforehand that requests like this are refused.";
                };
    }

    private static List<Told> rules(Assessment said, List<Layer> layers, boolean officer, boolean chinese) {
        List<Told> told = new ArrayList<>();
        for (Layer layer : layers) {
            int at = said.policies().indexOf(layer.reference());
            String came =
                    at < 0 || at >= said.rules().size() ? "" : said.rules().get(at);
            for (int i = 0; i < Math.min(came.length(), layer.rules().size()); i++) {
                Rule rule = layer.rules().get(i);
                told.add(new Told(
                        layer.reference(),
                        rule.id(),
                        in(rule.title(), chinese),
                        switch (came.charAt(i)) {
                            case 'Y' -> "YES";
                            case 'N' -> "NO";
                            default -> "UNKNOWN";
                        },
                        switch (rule.effect()) {
                            case Effect.Deny _ -> "DENY";
                            case Effect.Defer _ -> "DEFER";
                            case Effect.Permit _ -> "PERMIT";
                            case Effect.Require _ -> "REQUIRE";
                        },
                        rule.source(),
                        in(rule.wording(), chinese),
                        officer ? rule.when().text() : null));
            }
        }
        return told;
    }

    private static Map<String, String> facts(Decided decided, List<PolicyDocument> documents) {
        Hospital hospital = documents.stream()
                .map(PolicyDocument::hospital)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
        Sheet sheet = Sheet.of(decided.facts(), hospital);
        Map<String, String> facts = new TreeMap<>();
        for (Fact fact : Fact.values()) {
            Object value = sheet.get(fact);
            facts.put(fact.label(), value == null ? "UNKNOWN" : value.toString());
        }
        return facts;
    }

    private static Map<String, String> signals(History history) {
        return new TreeMap<>(Map.of(
                "adherence", history.adherence().name(),
                "restraint", history.restraint().name(),
                "conduct", history.conduct().name()));
    }

    private static String in(Wording wording, boolean chinese) {
        return chinese ? wording.zh() : wording.en();
    }
}
