package org.carecontact.request.triage;

import org.carecontact.kernel.web.Problem;
import org.carecontact.request.domain.Grade;
import org.carecontact.request.domain.Statement;
import org.carecontact.request.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Grades needs for the rest of the service: by the rules, by examples, and by a model where the installation has one. */
@Component
public final class Triage {

    public static final Wording WHAT_TO_DO = new Wording(
            "您的描述可能属于急症,请不要等待医生回复:立即拨打120,或前往最近医院的急诊科。如有轻生念头,请同时拨打心理援助热线12356。"
                    + "如果这些情况现在并不存在,请在描述中写明(例如“没有胸痛”),确认目前没有急症后再提交。",
            "What you describe may be an emergency. Do not wait for a doctor's answer: call 120 now, or go to the nearest"
                    + " emergency department. With thoughts of ending your life also call the helpline 12356. If nothing of"
                    + " this is so now, say so (for example “no chest pain”), confirm it and submit again.");

    private final TriageRules rules;
    private final Grader examples;
    private final Grader triage;

    Triage(TriageProperties properties) {
        rules = new TriageRules(TriageTerms.read(properties.terms()));
        TriageProperties.Model model = properties.model();
        examples = new TriageExamples(properties.examples(), rules);
        triage = model == null ? examples : new TriageModel(model, examples);
    }

    /**
     * Of nothing it is a request; what is longer than a need may be, goes to no model.
     *
     * @param noEmergency that the requester has seen what to do in an emergency and says that nothing of it is so: then
     *     only what the rules see in plain words is one
     */
    public Grade grade(@Nullable String need, @Nullable Boolean noEmergency) {
        if (need == null || need.isBlank()) {
            return Grade.REQUEST;
        }
        if (Boolean.TRUE.equals(noEmergency)) {
            return rules.grade(need);
        }
        return (need.length() > Statement.LONGEST_NEED ? examples : triage).grade(need);
    }

    /** The face of an emergency where a request, or anything on the way to one, was asked for. */
    public static Problem emergency(String field) {
        return Problem.of(422, "emergency", "This may be an emergency: nothing was submitted")
                .detail("疑似急症,未提交任何申请。Nobody has been told of it and nothing is stored.")
                .field(field)
                .remedy(WHAT_TO_DO.zh() + " " + WHAT_TO_DO.en()
                        + " Confirmed is what comes with \"noEmergency\": true.");
    }
}
