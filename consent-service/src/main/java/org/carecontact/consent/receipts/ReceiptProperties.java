package org.carecontact.consent.receipts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that receipts are signed with.
 *
 * @param key EC P-256 private key: base64 PKCS#8, or JWK
 * @param formerKeys public JWKs of keys that signed receipts before
 */
@ConfigurationProperties("carecontact.receipts")
record ReceiptProperties(@Nullable String key, @DefaultValue List<String> formerKeys) {}
