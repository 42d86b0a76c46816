package org.carecontact.consent.consents.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.consent.receipts.domain.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * The proof of a signature.
 *
 * @param confirmations ids of the sections that were confirmed one by one
 * @param by the person who signed, by the hospital's id
 * @param relation of a family member to the patient, as the token attests it; null for the patient
 * @param authority of a family member, as the token attests it; null when it attests none
 * @param earlier the newest of the signatures that this one replaced, oldest first
 */
public record Signature(
        List<ShownDocument> documents,
        Instant shownAt,
        Instant signedAt,
        Instant validUntil,
        List<String> confirmations,
        String by,
        @Nullable String relation,
        @Nullable String authority,
        Receipt receipt,
        @Nullable List<EarlierSignature> earlier) {

    private static final int EARLIER_KEPT = 10;

    public Signature {
        documents = List.copyOf(documents);
        confirmations = List.copyOf(confirmations);
        earlier = earlier == null ? List.of() : List.copyOf(earlier);
    }

    /** Returns the signatures that this one replaced; signatures of before there were any have none. */
    public List<EarlierSignature> replaced() {
        return earlier == null ? List.of() : earlier;
    }

    /** Returns when to ask anew: so long before the end, but not before half of the time is over. */
    public Instant renewalDue(Duration ahead) {
        Duration half = Duration.between(signedAt, validUntil).dividedBy(2);
        return validUntil.minus(half.compareTo(ahead) < 0 ? half : ahead);
    }

    Signature inPlaceOf(Signature old) {
        List<EarlierSignature> all = Stream.concat(
                        old.replaced().stream(),
                        Stream.of(new EarlierSignature(old.by, old.shownAt, old.signedAt, signedAt, old.receipt)))
                .toList();
        return new Signature(
                documents,
                shownAt,
                signedAt,
                validUntil,
                confirmations,
                by,
                relation,
                authority,
                receipt,
                all.subList(Math.max(0, all.size() - EARLIER_KEPT), all.size()));
    }

    Served served(Signer as) {
        return Served.once(documents, as, relation, shownAt);
    }

    /** Returns whether it was given under a version of the hospital's form before this one, or under none of its own. */
    boolean isUnderEarlier(DocumentKind kind, String language, int version) {
        return documents.stream()
                .anyMatch(shown -> shown.kind() == kind
                        && shown.language().equals(language)
                        && shown.hospitalsVersion() < version);
    }
}
