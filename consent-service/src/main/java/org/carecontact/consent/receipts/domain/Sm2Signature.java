package org.carecontact.consent.receipts.domain;

/**
 * A detached signature by SM2 with SM3 (GB/T 32918.2).
 *
 * @param kid names the key
 * @param signature DER (GB/T 35276) in base64url
 */
public record Sm2Signature(String kid, String signature) {}
