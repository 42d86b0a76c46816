package org.carecontact.consent.codes.domain;

import java.time.Instant;

/**
 * A new code.
 *
 * @param salt of this code alone
 * @param hash of its digits under the salt
 * @param sealed the digits, for notification-service
 */
public record FreshCode(String salt, String hash, byte[] sealed, Instant expiresAt) {}
