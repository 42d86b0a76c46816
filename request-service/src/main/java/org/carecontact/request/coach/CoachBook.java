package org.carecontact.request.coach;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.carecontact.request.pairs.domain.Purpose;
import org.carecontact.request.phrases.StrictYaml;
import org.carecontact.request.phrases.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** The content of {@code coach.yml}. */
record CoachBook(
        Map<Coach.Rule, Entry> rules,
        Composition composition,
        Map<Purpose, String> purposes,
        Map<String, String> relations) {

    /**
     * One rule.
     *
     * @param keptBy phrases of which one must be found; null when the rule holds unless broken
     * @param onlyWithout a rule that, when kept, keeps this one too; null for none
     */
    record Entry(
            Wording title,
            Wording why,
            Wording better,
            @JsonProperty("kept-by") @Nullable List<String> keptBy,
            @JsonProperty("broken-by") List<String> brokenBy,
            @Nullable List<String> except,
            @JsonProperty("only-without") Coach.@Nullable Rule onlyWithout) {}

    /** The sentences of a message; names in braces stand for values. */
    record Composition(
            String opening,
            String patient,
            String family,
            String anyDoctor,
            String anyRelation,
            String anyPurpose,
            String visit,
            String need,
            String conciseness,
            String closing) {}

    static CoachBook read(Resource file) {
        return StrictYaml.read(file, CoachBook.class);
    }
}
