package org.carecontact.consent.forms;

import java.util.List;
import java.util.Map;
import org.carecontact.consent.canonical.CanonicalJson;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.consent.forms.domain.Section;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.kernel.keys.Digest;

/**
 * One wording with the form that it belongs to.
 *
 * @param form as consent, service-agreement, or default-consent when the hospital has none of its own
 */
public record FormToSign(DocumentKind kind, String form, FormVersion wording) {

    public ShownDocument shown() {
        return new ShownDocument(kind, form, wording.version(), wording.language(), wording.sha256());
    }

    /** SHA-256 over the RFC 8785 text of kind, language, title, sections and validDays. */
    static String sha256(DocumentKind kind, String language, String title, List<Section> sections, int validDays) {
        return Digest.hex(CanonicalJson.of(Map.of(
                "kind",
                kind.name(),
                "language",
                language,
                "title",
                title,
                "sections",
                sections.stream()
                        .map(section -> Map.of("id", section.id(), "text", section.text()))
                        .toList(),
                "validDays",
                validDays)));
    }
}
