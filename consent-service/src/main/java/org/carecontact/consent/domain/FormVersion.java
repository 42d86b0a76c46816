package org.carecontact.consent.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One wording of a form in one language; never changes but for its dates.
 *
 * @param validDays how long a signature under it holds
 * @param sha256 of the wording, hex
 */
public record FormVersion(
        int version,
        String language,
        String title,
        List<Section> sections,
        int validDays,
        String sha256,
        Instant draftedAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt) {
    public FormVersion {
        sections = List.copyOf(sections);
    }

    public boolean isActive() {
        return activatedAt != null && retiredAt == null;
    }

    FormVersion activated(Instant at) {
        return new FormVersion(version, language, title, sections, validDays, sha256, draftedAt, at, null);
    }

    FormVersion retired(Instant at) {
        return new FormVersion(version, language, title, sections, validDays, sha256, draftedAt, activatedAt, at);
    }
}
