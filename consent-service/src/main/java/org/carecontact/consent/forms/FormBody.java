package org.carecontact.consent.forms;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.FormCommand.DraftForm;
import org.carecontact.consent.forms.domain.Section;
import org.jspecify.annotations.Nullable;

/** A new wording from staff. */
record FormBody(
        @Nullable String kind,
        @Nullable String language,
        @Nullable String title,
        @Nullable List<@Nullable SectionBody> sections,
        @Nullable Integer validDays,
        @Nullable Boolean changesMeaning) {

    record SectionBody(@Nullable String id, @Nullable String text) {}

    private static final int LONGEST_VALIDITY = 3650;
    private static final int USUAL_VALIDITY = 365;
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_SECTIONS = 30;
    private static final int LONGEST_TEXT = 4000;
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final Pattern SECTION_ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** Returns the command; throws the problem of the first malformed field. */
    DraftForm draft(String by, Instant now) {
        DocumentKind drafted = Arrays.stream(DocumentKind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> FormProblems.of("form-kind-unknown", "kind"));
        if (language == null || !LANGUAGE.matcher(language).matches()) {
            throw FormProblems.of("form-language-unknown", "language");
        }
        if (title == null || title.isBlank() || title.length() > LONGEST_TITLE) {
            throw FormProblems.atMost("form-title-length", "title", LONGEST_TITLE);
        }
        readable("title", title);
        int days = validDays == null ? USUAL_VALIDITY : validDays;
        if (days < 1 || days > LONGEST_VALIDITY) {
            throw FormProblems.atMost("form-validity", "validDays", LONGEST_VALIDITY);
        }
        List<Section> whole = wholeSections();
        return new DraftForm(
                drafted,
                language,
                title,
                whole,
                days,
                FormToSign.sha256(drafted, language, title, whole, days),
                Boolean.TRUE.equals(changesMeaning),
                by,
                now);
    }

    private List<Section> wholeSections() {
        if (sections == null || sections.isEmpty() || sections.size() > MOST_SECTIONS) {
            throw FormProblems.atMost("form-sections-count", "sections", MOST_SECTIONS);
        }
        return sections.stream().map(FormBody::section).toList();
    }

    private static Section section(@Nullable SectionBody sent) {
        String id = sent == null ? null : sent.id();
        String text = sent == null ? null : sent.text();
        if (id == null || !SECTION_ID.matcher(id).matches()) {
            throw FormProblems.of("form-section-id", "sections");
        }
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
            throw FormProblems.atMost("form-section-length", "sections", LONGEST_TEXT);
        }
        readable("sections", text);
        return new Section(id, text);
    }

    /** Two texts must never look or hash alike: no lone surrogate, no control character, no change of direction. */
    private static void readable(String field, String text) {
        boolean readable = text.codePoints().allMatch(FormBody::isReadable);
        if (!readable) {
            throw FormProblems.of("form-text-unreadable", field);
        }
    }

    private static boolean isReadable(int character) {
        return switch (Character.getType(character)) {
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED, Character.FORMAT -> false;
            case Character.CONTROL -> character == '\n' || character == '\t';
            default -> true;
        };
    }
}
