package org.carecontact.consent.forms;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.Form;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.jspecify.annotations.Nullable;

/** Finds the wording to show a signer: the hospital's own active one, else the one that comes with the product. */
public final class FormsToSign {

    private static final String FALLBACK = "zh";

    private final Forms forms;
    private final List<FormToSign> defaults;

    FormsToSign(Forms forms, List<FormToSign> defaults) {
        this.forms = forms;
        this.defaults = defaults;
    }

    /** Returns the form of this kind to sign now, in the first of these languages that it exists in. */
    public FormToSign now(String hospital, DocumentKind kind, List<String> languages) {
        Form own = forms.form(hospital, kind);
        List<String> wished = Stream.concat(languages.stream(), Stream.of(FALLBACK))
                .distinct()
                .toList();
        return wished.stream()
                .flatMap(language -> own.active(language).stream())
                .findFirst()
                // The hospital's own words in any language go before the product's.
                .or(() -> own.versions().stream().filter(FormVersion::isActive).findFirst())
                .map(version -> new FormToSign(kind, Forms.name(kind), version))
                .or(() -> wished.stream()
                        .flatMap(language -> defaults.stream()
                                .filter(form -> form.kind() == kind
                                        && form.wording().language().equals(language)))
                        .findFirst())
                .orElseThrow();
    }

    /** Returns what signers who want this language are shown now; empty when they are shown another language. */
    Optional<FormToSign> active(String hospital, DocumentKind kind, String language) {
        return Optional.of(now(hospital, kind, List.of(language)))
                .filter(form -> form.wording().language().equals(language));
    }

    /** Returns the form that was shown, word for word. */
    public FormToSign asShown(String hospital, ShownDocument shown) {
        return defaults.stream()
                .filter(form -> form.shown().equals(shown))
                .findFirst()
                .or(() -> forms.form(hospital, shown.kind())
                        .version(shown.version())
                        .or(() -> forms.archived(hospital, shown.kind(), shown.version()))
                        .map(version -> new FormToSign(shown.kind(), shown.form(), version)))
                .orElseThrow(() -> new IllegalStateException("a form that was shown is gone: " + shown));
    }

    /** Returns the languages that the header accepts, the most wanted first. */
    public static List<String> wished(@Nullable String languages) {
        if (languages == null || languages.isBlank()) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(languages).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> Locale.forLanguageTag(range.getRange()).getLanguage())
                    .filter(language -> !language.isEmpty())
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
