package org.carecontact.notification.correspondence.domain;

import java.time.Instant;

/**
 * A signing code that only the dispatcher can open.
 *
 * @param sealed base64 of the sealed bytes
 * @param expiresAt worthless from then on
 */
public record SealedCode(String sealed, Instant expiresAt) {}
