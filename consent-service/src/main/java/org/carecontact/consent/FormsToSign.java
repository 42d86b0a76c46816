package org.carecontact.consent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.consent.domain.DocumentKind;
import org.carecontact.consent.domain.Form;
import org.carecontact.consent.domain.FormCommand;
import org.carecontact.consent.domain.FormEvent;
import org.carecontact.consent.domain.FormRejection;
import org.carecontact.consent.domain.FormVersion;
import org.carecontact.consent.domain.ShownDocument;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;

/** Which wording a signer gets to see: the hospital's own active one, else the one that comes with the product. */
final class FormsToSign {

    private static final String FALLBACK = "zh";

    private final Documents<FormCommand, Form, FormEvent, FormRejection> forms;
    private final List<FormToSign> defaults;

    FormsToSign(Documents<FormCommand, Form, FormEvent, FormRejection> forms, List<FormToSign> defaults) {
        this.forms = forms;
        this.defaults = defaults;
    }

    /** The form of this kind at this moment, in the first of these languages that it exists in. */
    FormToSign now(String hospital, DocumentKind kind, List<String> languages) {
        Form own = own(hospital, kind);
        List<String> wished = Stream.concat(languages.stream(), Stream.of(FALLBACK))
                .distinct()
                .toList();
        return wished.stream()
                .flatMap(language -> own.active(language).stream())
                .findFirst()
                // Its own words in any language go before words that are not its own.
                .or(() -> own.versions().stream().filter(FormVersion::isActive).findFirst())
                .map(version -> new FormToSign(kind, Forms.name(kind), version))
                .or(() -> wished.stream()
                        .flatMap(language -> defaults.stream()
                                .filter(one -> one.kind() == kind
                                        && one.wording().language().equals(language)))
                        .findFirst())
                .orElseThrow();
    }

    /** What was shown, word for word. */
    FormToSign asShown(String hospital, ShownDocument shown) {
        return defaults.stream()
                .filter(one -> one.shown().equals(shown))
                .findFirst()
                .or(() -> own(hospital, shown.kind())
                        .version(shown.version())
                        .map(version -> new FormToSign(shown.kind(), shown.form(), version)))
                .orElseThrow(() -> new IllegalStateException("a form that was shown is gone: " + shown));
    }

    private Form own(String hospital, DocumentKind kind) {
        Optional<Stored<Form>> own = forms.find(hospital, Forms.id(hospital, kind));
        return own.map(Stored::state).orElseGet(() -> new Form(List.of()));
    }
}
