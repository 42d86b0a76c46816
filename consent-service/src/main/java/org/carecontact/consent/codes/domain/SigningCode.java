package org.carecontact.consent.codes.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.consent.forms.domain.ShownDocument;

/**
 * The newest one-time code of a request, as a salted hash.
 *
 * @param issue counts the codes of this request, from 1
 * @param misses how often another code was presented
 * @param documents what was shown when the code was asked for
 */
public record SigningCode(
        String salt, String hash, int issue, Instant expiresAt, int misses, List<ShownDocument> documents) {
    public SigningCode {
        documents = List.copyOf(documents);
    }

    /** Returns the same code with one more wrong attempt. */
    public SigningCode missed() {
        return new SigningCode(salt, hash, issue, expiresAt, misses + 1, documents);
    }

    /** Returns the same code, good for nothing any more; its number stays known. */
    public SigningCode spent(Instant at) {
        return new SigningCode(salt, hash, issue, at, misses, documents);
    }
}
