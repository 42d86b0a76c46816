package org.carecontact.consent.receipts.domain;

/**
 * The proof that the signer keeps.
 *
 * @param payload canonical JSON
 * @param jws detached JWS over it (RFC 7515, appendix F)
 * @param sha256 of the whole compact JWS, hex
 */
public record Receipt(String payload, String jws, String sha256) {}
