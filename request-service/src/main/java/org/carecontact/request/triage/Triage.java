package org.carecontact.request.triage;

import org.carecontact.kernel.web.Problem;
import org.carecontact.request.statements.domain.Statement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Grades needs by the rules, by examples, and by a model where the installation names one. */
@Component
public final class Triage {

    private final TriageRules rules;
    private final Grader examples;
    private final Grader all;
    private final Notices notices;

    Triage(TriageProperties properties) {
        rules = new TriageRules(TriageTerms.read(properties.terms()));
        TriageProperties.Model model = properties.model();
        examples = new TriageExamples(properties.examples(), rules);
        all = model == null ? examples : new TriageModel(model, examples);
        notices = Notices.read(properties.notices());
    }

    /**
     * Grades the whole text; an empty one is a request. A text that is too long for a need goes to no model.
     *
     * @param noEmergency true when the requester has read what to do in an emergency and says that there is none: then
     *     only the rules can still see one
     */
    public Grade grade(@Nullable String need, @Nullable Boolean noEmergency) {
        if (need == null || need.isBlank()) {
            return Grade.REQUEST;
        }
        if (Boolean.TRUE.equals(noEmergency)) {
            return rules.grade(need);
        }
        return (need.length() > Statement.LONGEST_NEED ? examples : all).grade(need);
    }

    /** Returns the problem for an emergency. */
    public static Problem emergency(String field) {
        return Problem.of("emergency").field(field);
    }

    Notices notices() {
        return notices;
    }
}
