package org.carecontact.consent.forms;

import java.util.List;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.Section;

/** A form with its text, as its signer sees it. */
public record DocumentView(
        DocumentKind kind,
        String form,
        int version,
        String language,
        String title,
        int validDays,
        List<Section> sections,
        String sha256) {

    public static DocumentView of(FormToSign form) {
        return new DocumentView(
                form.kind(),
                form.form(),
                form.wording().version(),
                form.wording().language(),
                form.wording().title(),
                form.wording().validDays(),
                form.wording().sections(),
                form.wording().sha256());
    }
}
