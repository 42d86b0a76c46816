package org.carecontact.request.triage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * The words, examples and model for grading.
 *
 * @param terms the words of the rules
 * @param examples labelled sentences to learn from
 * @param notices what people are told
 * @param model a model of the installation's own choice; null, the default, sends no text anywhere
 */
@ConfigurationProperties("carecontact.triage")
record TriageProperties(
        Resource terms,
        Resource examples,
        Resource notices,
        @Nullable Model model) {

    /**
     * An OpenAI-compatible endpoint.
     *
     * @param url of chat completions, in full
     * @param key a bearer token; null when it needs none
     * @param patience how long to wait before the rules decide
     * @param atOnce how many questions may be open; beyond them the rules decide
     */
    record Model(
            String url,
            String name,
            @Nullable String key,
            @DefaultValue("2s") Duration patience,
            @DefaultValue("8") int atOnce) {

        Model {
            if (url == null || url.isBlank() || name == null || name.isBlank()) {
                throw new IllegalArgumentException("carecontact.triage.model needs url and name, or nothing at all");
            }
        }
    }
}
