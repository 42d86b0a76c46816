package org.carecontact.consent.forms.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What is left to do about a version with another meaning: its predecessors' signers are asked anew.
 *
 * @param nextAt when to look for them again, at the latest
 */
public record Asking(int version, String language, Instant activatedAt, Instant nextAt) {

    /** No signature is that long on its way from the forms that it names to its document. */
    private static final Duration SETTLES = Duration.ofMinutes(5);

    private static final Duration EVERY = Duration.ofMinutes(1);

    static Asking from(FormVersion version, Instant at) {
        return new Asking(version.version(), version.language(), at, at.plus(EVERY));
    }

    /** Returns since when nothing can be signed under a predecessor any more. */
    public Instant settledAt() {
        return activatedAt.plus(SETTLES);
    }

    Asking again(Instant now) {
        return nextAt.isAfter(now) ? this : new Asking(version, language, activatedAt, now.plus(EVERY));
    }
}
