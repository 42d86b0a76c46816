package org.carecontact.consent.consents.domain;

import java.util.List;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;

/** The subject of a consent; it never changes. */
public record Matter(
        String hospital,
        RequestId request,
        PatientId patient,
        DoctorId doctor,
        Signer signer,
        List<DocumentKind> documents) {

    public Matter {
        documents = List.copyOf(documents);
        if (!documents.contains(DocumentKind.CONSENT)) {
            throw new IllegalArgumentException("nobody consents without a consent form");
        }
    }
}
