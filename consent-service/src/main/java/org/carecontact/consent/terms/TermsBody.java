package org.carecontact.consent.terms;

import java.util.List;
import org.carecontact.consent.forms.Confirmations;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;

/** A doctor's signature as the page sends it. */
record TermsBody(@Nullable String viewing, @Nullable List<@Nullable String> confirmations) {

    String shown() {
        if (viewing == null) {
            throw Problem.of("viewing-missing").field("viewing").exception();
        }
        return viewing;
    }

    List<String> confirmed() {
        return Confirmations.of(confirmations);
    }
}
