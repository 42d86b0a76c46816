package org.carecontact.consent.receipts.domain;

import org.jspecify.annotations.Nullable;

/**
 * The proof that the signer keeps.
 *
 * @param payload canonical JSON
 * @param jws detached JWS over it (RFC 7515, appendix F)
 * @param sha256 of the whole compact JWS, hex
 * @param sm2 the second signature over the payload; null where it says that it has none
 */
public record Receipt(
        String payload, String jws, String sha256, @Nullable Sm2Signature sm2) {}
