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
 * @param changesMeaning whether whoever signed an earlier version has to sign anew; null as in versions from before
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
        @Nullable Instant retiredAt,
        @Nullable Boolean changesMeaning) {
    public FormVersion {
        sections = List.copyOf(sections);
    }

    /** Returns whether more than the wording changed, so that earlier signatures cover it no longer. */
    public boolean isNewMeaning() {
        return Boolean.TRUE.equals(changesMeaning);
    }

    public boolean isDraft() {
        return activatedAt == null && retiredAt == null;
    }

    public boolean isActive() {
        return activatedAt != null && retiredAt == null;
    }

    public FormVersion activated(Instant at) {
        return new FormVersion(
                version, language, title, sections, validDays, sha256, draftedBy, draftedAt, at, null, changesMeaning);
    }

    FormVersion retired(Instant at) {
        return new FormVersion(
                version,
                language,
                title,
                sections,
                validDays,
                sha256,
                draftedBy,
                draftedAt,
                activatedAt,
                at,
                changesMeaning);
    }
}
