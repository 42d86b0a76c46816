package org.carecontact.consent.forms.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One wording of a form in one language; only its dates ever change.
 *
 * @param validDays how long a signature under it holds
 * @param sha256 of the wording, hex
 * @param draftedBy the person who wrote it; null for a form that comes with the product
 * @param retiredAt when another version took its place, or when it was discarded as a draft
 */
public record FormVersion(
        int version,
        String language,
        String title,
        List<Section> sections,
        int validDays,
        String sha256,
        @Nullable String draftedBy,
        Instant draftedAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt) {
    public FormVersion {
        sections = List.copyOf(sections);
    }

    public boolean isDraft() {
        return activatedAt == null && retiredAt == null;
    }

    public boolean isActive() {
        return activatedAt != null && retiredAt == null;
    }

    public FormVersion activated(Instant at) {
        return new FormVersion(version, language, title, sections, validDays, sha256, draftedBy, draftedAt, at, null);
    }

    FormVersion retired(Instant at) {
        return new FormVersion(
                version, language, title, sections, validDays, sha256, draftedBy, draftedAt, activatedAt, at);
    }
}
