package org.carecontact.consent.forms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.carecontact.consent.forms.domain.ArchivedForm;
import org.carecontact.consent.forms.domain.Asking;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.Form;
import org.carecontact.consent.forms.domain.FormCommand;
import org.carecontact.consent.forms.domain.FormCommand.ActivateForm;
import org.carecontact.consent.forms.domain.FormEvent;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;

/** Finds and changes the hospitals' own forms, and keeps an archive of every version that was ever shown. */
final class Forms {

    private final Documents<FormCommand, Form, FormEvent, FormRejection> forms;
    private final Documents<FormVersion, ArchivedForm, FormVersion, FormRejection> archive;

    Forms(Kernel kernel, MeaningChanges changes) {
        this.forms = kernel.documents(new FormAggregate((hospital, form, left) -> take(changes, hospital, form, left)));
        this.archive = kernel.documents(new ArchiveAggregate());
    }

    private void take(MeaningChanges changes, String hospital, String form, List<Asking> left) {
        changes.take(forms, hospital, form, left);
    }

    /** Returns the kind as URLs spell it, as service-agreement. */
    static String name(DocumentKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<DocumentKind> kind(String name) {
        return Arrays.stream(DocumentKind.values())
                .filter(kind -> name(kind).equals(name))
                .findFirst();
    }

    /** Returns the hospital's own form; it has no versions when there is none. */
    Form form(String hospital, DocumentKind kind) {
        return forms.find(hospital, id(hospital, kind))
                .map(Stored::state)
                .orElseGet(() -> new Form(List.of(), List.of()));
    }

    /** Returns a version as it was when it became active. */
    Optional<FormVersion> archived(String hospital, DocumentKind kind, int number) {
        return archive.find(hospital, id(hospital, kind, number))
                .flatMap(stored -> Optional.ofNullable(stored.state().version()));
    }

    Reply<Form, FormRejection> handle(
            String hospital, DocumentKind kind, CommandKey key, FormCommand command, Function<Form, String> answer) {
        if (command instanceof ActivateForm activate) {
            // Archived before it can be shown: a crash in between leaves an archived text that nobody saw.
            form(hospital, kind)
                    .version(activate.version())
                    .filter(FormVersion::isDraft)
                    .ifPresent(version -> {
                        Reply<ArchivedForm, FormRejection> _ = archive.handle(
                                hospital, id(hospital, kind, activate.version()), version.activated(activate.now()));
                    });
        }
        return forms.handle(hospital, id(hospital, kind), key, command, answer);
    }

    private static String id(String hospital, DocumentKind kind) {
        return hospital + ":" + name(kind);
    }

    private static String id(String hospital, DocumentKind kind, int version) {
        return id(hospital, kind) + ":" + version;
    }
}
