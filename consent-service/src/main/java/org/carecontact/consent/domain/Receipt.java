package org.carecontact.consent.domain;

/**
 * What the signer can keep as proof.
 *
 * @param payload canonical JSON
 * @param jws detached JWS over it (RFC 7515, appendix F)
 * @param sha256 of the whole compact JWS, hex
 */
public record Receipt(String payload, String jws, String sha256) {}
