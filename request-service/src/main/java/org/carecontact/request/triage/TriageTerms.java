package org.carecontact.request.triage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The words of triage as {@code triage.yml} holds them; every list has to be there and none may be empty. */
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
        @JsonProperty("denied-after") List<String> deniedAfter,
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

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    static TriageTerms read(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return STRICT.convertValue(new Yaml(new SafeConstructor(new LoaderOptions())).load(in), TriageTerms.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
