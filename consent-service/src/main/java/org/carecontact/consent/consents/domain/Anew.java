package org.carecontact.consent.consents.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The signer is asked once more while the contact lasts.
 *
 * @param suspendedAt since when the earlier signature covers nothing; null while it still holds
 */
public record Anew(
        AnewReason reason, Instant askedAt, @Nullable Instant suspendedAt, Question question) {

    Instant since() {
        return suspendedAt == null ? askedAt : suspendedAt;
    }

    Anew with(Question changed) {
        return new Anew(reason, askedAt, suspendedAt, changed);
    }

    Anew suspended(Instant at) {
        return new Anew(reason, askedAt, at, question);
    }
}
