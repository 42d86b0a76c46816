package org.carecontact.consent.forms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.consent.forms.domain.Section;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.ObjectMapper;

/** The forms that come with the product, for hospitals that have activated none of their own. */
final class DefaultForms {

    /** Every version that was ever shipped stays, so that signed texts can be shown again. */
    private static final List<String> FILES = List.of(
            "default-consent-1.zh", "default-consent-1.en",
            "default-service-agreement-1.zh", "default-service-agreement-1.en",
            "default-doctor-terms-1.zh", "default-doctor-terms-1.en");

    record Wording(
            DocumentKind kind,
            String form,
            int version,
            String language,
            String title,
            int validDays,
            List<Section> sections) {}

    private DefaultForms() {}

    static List<FormToSign> read(ObjectMapper json) {
        List<FormToSign> forms = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream in = new ClassPathResource("forms/" + file + ".json").getInputStream()) {
                forms.add(toSign(json.readValue(in, Wording.class)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(forms);
    }

    private static FormToSign toSign(Wording w) {
        String sha256 = FormToSign.sha256(w.kind(), w.language(), w.title(), w.sections(), w.validDays());
        FormVersion version = new FormVersion(
                w.version(),
                w.language(),
                w.title(),
                w.sections(),
                w.validDays(),
                sha256,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null);
        return new FormToSign(w.kind(), w.form(), version);
    }
}
