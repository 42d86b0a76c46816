package org.carecontact.consent.receipts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that receipts are signed with.
 *
 * @param key EC P-256 private key: base64 PKCS#8, or JWK
 * @param formerKeys JWKs of keys that signed receipts before
 */
@ConfigurationProperties("carecontact.receipts")
record ReceiptProperties(
        @Nullable String key, @DefaultValue List<String> formerKeys, @DefaultValue Sm2 sm2) {

    /**
     * The keys of the second signature.
     *
     * @param key private key on the curve of SM2: base64 PKCS#8, or JWK; without it receipts have no second signature
     * @param formerKeys JWKs of keys that signed receipts before
     */
    record Sm2(@Nullable String key, @DefaultValue List<String> formerKeys) {}
}
