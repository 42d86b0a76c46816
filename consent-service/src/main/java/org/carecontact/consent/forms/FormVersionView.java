package org.carecontact.consent.forms;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.consent.forms.domain.Section;
import org.jspecify.annotations.Nullable;

/**
 * A version of a hospital's own form.
 *
 * @param state DRAFT, ACTIVE, RETIRED, DISCARDED, or ARCHIVED when it was retired long ago
 * @param changesMeaning whether its activation has everybody asked anew who signed an earlier version
 * @param sections null in a list
 */
record FormVersionView(
        String form,
        DocumentKind kind,
        int version,
        String language,
        String title,
        String state,
        int validDays,
        boolean changesMeaning,
        String sha256,
        @Nullable String draftedBy,
        Instant draftedAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt,
        @Nullable List<Section> sections) {

    static FormVersionView listed(DocumentKind kind, FormVersion version) {
        return of(kind, version, state(version), null);
    }

    static FormVersionView whole(DocumentKind kind, FormVersion version) {
        return of(kind, version, state(version), version.sections());
    }

    static FormVersionView archived(DocumentKind kind, FormVersion version) {
        return of(kind, version, "ARCHIVED", version.sections());
    }

    /** Returns its position in a list. */
    String position() {
        return String.format(Locale.ROOT, "%s:%06d", form, version);
    }

    private static String state(FormVersion version) {
        if (version.isDraft()) {
            return "DRAFT";
        }
        if (version.isActive()) {
            return "ACTIVE";
        }
        return version.activatedAt() == null ? "DISCARDED" : "RETIRED";
    }

    private static FormVersionView of(
            DocumentKind kind, FormVersion version, String state, @Nullable List<Section> sections) {
        return new FormVersionView(
                Forms.name(kind),
                kind,
                version.version(),
                version.language(),
                version.title(),
                state,
                version.validDays(),
                version.isNewMeaning(),
                version.sha256(),
                version.draftedBy(),
                version.draftedAt(),
                version.activatedAt(),
                version.retiredAt(),
                sections);
    }
}
