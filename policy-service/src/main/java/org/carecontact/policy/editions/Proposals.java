package org.carecontact.policy.editions;

import java.util.Collections;
import org.carecontact.policy.documents.DocumentChecks;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.PolicyRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks documents that authors propose. */
@Component
final class Proposals {

    private final DocumentChecks checks;
    private final Library library;

    Proposals(DocumentChecks checks, Library library) {
        this.checks = checks;
        this.library = library;
    }

    /**
     * Checks a document, alone and with all others that would hold beside it.
     *
     * @throws PolicyRefused with everything that is wrong
     */
    PolicyDocument checked(Author author, @Nullable String text) {
        PolicyDocument document =
                checks.parse("document", Collections.singletonList(text)).getFirst();
        if (!Library.owner(document).equals(author.owner())) {
            throw new PolicyRefused("document, line 1: "
                    + (author.isOperator()
                            ? "a hospital's own document is published by a supervisor of that hospital"
                            : "a supervisor of " + author.owner()
                                    + " writes the document of the layer 'hospital' that describes " + author.owner()
                                    + ", no other hospital's and none that holds for all"));
        }
        requireFitting(document);
        return document;
    }

    /**
     * Checks that a document goes with those in force.
     *
     * @throws PolicyRefused when it does not
     */
    void requireFitting(PolicyDocument document) {
        var _ = PolicyDocuments.together(library.nowWith(Collections.singletonList(document)));
    }
}
