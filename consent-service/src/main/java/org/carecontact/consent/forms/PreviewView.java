package org.carecontact.consent.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carecontact.consent.forms.WordDiff.Piece;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.consent.forms.domain.Section;
import org.jspecify.annotations.Nullable;

/**
 * A version as a signer would see it, and what it changes.
 *
 * @param changesMeaning whether its activation has everybody asked anew who signed an earlier version
 * @param confirmations ids of the sections that a signer would confirm one by one
 * @param against the version that it is compared with; null when signers are shown none in this language yet
 */
record PreviewView(
        String form,
        int version,
        String language,
        boolean changesMeaning,
        String title,
        int validDays,
        List<Section> sections,
        List<String> confirmations,
        String sha256,
        @Nullable ComparedView against,
        List<ChangeView> changes) {

    /** The version that another is compared with. */
    record ComparedView(String form, int version, int validDays, List<Piece> title) {}

    /** What became of a section. */
    enum Change {
        SAME,
        CHANGED,
        ADDED,
        REMOVED
    }

    record ChangeView(String section, Change change, List<Piece> text) {}

    static PreviewView of(String form, FormVersion shown, @Nullable FormToSign against) {
        return new PreviewView(
                form,
                shown.version(),
                shown.language(),
                shown.isNewMeaning(),
                shown.title(),
                shown.validDays(),
                shown.sections(),
                shown.sections().stream().map(Section::id).toList(),
                shown.sha256(),
                against == null
                        ? null
                        : new ComparedView(
                                against.form(),
                                against.wording().version(),
                                against.wording().validDays(),
                                WordDiff.of(against.wording().title(), shown.title())),
                changes(against == null ? List.of() : against.wording().sections(), shown.sections()));
    }

    /** In the order of the new version; what it leaves out comes last. */
    private static List<ChangeView> changes(List<Section> before, List<Section> now) {
        Map<String, String> old = before.stream().collect(Collectors.toMap(Section::id, Section::text));
        Map<String, Section> kept = now.stream().collect(Collectors.toMap(Section::id, Function.identity()));
        List<ChangeView> changes = new ArrayList<>();
        for (Section section : now) {
            String text = old.get(section.id());
            Change change = text == null ? Change.ADDED : text.equals(section.text()) ? Change.SAME : Change.CHANGED;
            changes.add(new ChangeView(section.id(), change, WordDiff.of(text == null ? "" : text, section.text())));
        }
        before.stream()
                .filter(section -> !kept.containsKey(section.id()))
                .map(section -> new ChangeView(section.id(), Change.REMOVED, WordDiff.of(section.text(), "")))
                .forEach(changes::add);
        return changes;
    }
}
