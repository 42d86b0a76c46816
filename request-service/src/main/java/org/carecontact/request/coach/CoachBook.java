package org.carecontact.request.coach;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.carecontact.request.domain.Purpose;
import org.carecontact.request.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code coach.yml} holds. */
record CoachBook(
        Map<Coach.Rule, Entry> rules,
        Composition composition,
        Map<Purpose, String> purposes,
        Map<String, String> relations) {

    /**
     * One rule.
     *
     * @param keptBy what keeps it; null when it is kept unless broken
     * @param onlyWithout the rule that keeps this one too; null when none does
     */
    record Entry(
            Wording title,
            Wording why,
            Wording better,
            @JsonProperty("kept-by") @Nullable List<String> keptBy,
            @JsonProperty("broken-by") List<String> brokenBy,
            @Nullable List<String> except,
            @JsonProperty("only-without") Coach.@Nullable Rule onlyWithout) {}

    /** The sentences of a message, with what is to be filled in in braces. */
    record Composition(
            String opening,
            String patient,
            String family,
            String visit,
            String need,
            String conciseness,
            String closing) {}

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static CoachBook read(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return STRICT.convertValue(new Yaml(new SafeConstructor(new LoaderOptions())).load(in), CoachBook.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
