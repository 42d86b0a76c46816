package org.carecontact.consent.domain;

import java.util.List;

/**
 * What a consent is about; never changes.
 *
 * @param number of the request within its pair, from 1
 */
public record Matter(
        String hospital,
        String pair,
        String request,
        int number,
        String patient,
        String doctor,
        Signer signer,
        List<DocumentKind> documents) {

    public Matter {
        documents = List.copyOf(documents);
        if (!documents.contains(DocumentKind.CONSENT)) {
            throw new IllegalArgumentException("nobody consents without a consent form");
        }
    }
}
