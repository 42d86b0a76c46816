package org.carecontact.request.triage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.carecontact.request.phrases.StrictYaml;
import org.springframework.core.io.Resource;

/** The content of {@code triage.yml}; every list must be present. */
record TriageTerms(
        Map<String, List<String>> emergency,
        List<String> diseases,
        @JsonProperty("follow-up") List<String> followUp,
        List<String> acute,
        List<String> weak,
        List<String> ordinary,
        @JsonProperty("asked-for") List<String> askedFor,
        List<String> mild,
        List<String> grave,
        List<String> negators,
        @JsonProperty("double-negators") List<String> doubleNegators,
        List<String> fillers,
        List<String> joiners,
        List<String> symptoms,
        @JsonProperty("after-list") List<String> afterList,
        @JsonProperty("denied-after") List<String> deniedAfter,
        @JsonProperty("not-after-denied") List<String> notAfterDenied,
        List<String> passed,
        @JsonProperty("in-part") List<String> inPart,
        List<String> meanwhile,
        List<String> recent,
        List<String> again,
        @JsonProperty("if") List<String> conditions,
        @JsonProperty("what-to-do") List<String> whatToDo,
        @JsonProperty("only-asking") List<String> onlyAsking,
        List<String> supposed,
        @JsonProperty("supposed-not") List<String> supposedNot,
        @JsonProperty("in-general") List<String> inGeneral,
        List<String> harmless,
        List<String> past,
        @JsonProperty("past-after") List<String> pastAfter,
        List<String> routine,
        @JsonProperty("own-treatment") List<String> ownTreatment) {

    static TriageTerms read(Resource file) {
        return StrictYaml.readWhole(file, TriageTerms.class);
    }
}
