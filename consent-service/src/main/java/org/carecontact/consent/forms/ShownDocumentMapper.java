package org.carecontact.consent.forms;

import org.carecontact.consent.forms.domain.ShownDocument;

/** Turns a form that was shown into its part of published events. */
public final class ShownDocumentMapper {

    private ShownDocumentMapper() {}

    public static org.carecontact.events.ShownDocument toAvro(ShownDocument shown) {
        return org.carecontact.events.ShownDocument.newBuilder()
                .setKind(shown.kind().name())
                .setForm(shown.form())
                .setVersion(shown.version())
                .setLanguage(shown.language())
                .setSha256(shown.sha256())
                .build();
    }
}
