package org.carecontact.consent;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What an installation sets for this service, beside the kernel's keys. */
@ConfigurationProperties("carecontact")
record ConsentProperties(
        @DefaultValue Limits limits, @DefaultValue Receipts receipts, Ids ids) {

    /**
     * Time limits.
     *
     * @param consent to sign, from being asked
     * @param code a one-time code holds
     */
    record Limits(
            @DefaultValue("P7D") Duration consent,
            @DefaultValue("PT10M") Duration code) {}

    /**
     * What receipts are signed with.
     *
     * @param key EC P-256 private key: base64 PKCS#8, or JWK
     * @param formerKeys public JWKs of keys that signed receipts before
     */
    record Receipts(@Nullable String key, @DefaultValue List<String> formerKeys) {}

    /**
     * The secret that the kernel makes ids with.
     *
     * @param key base64 of 32 bytes
     */
    record Ids(String key) {
        byte[] bytes() {
            return Base64.getDecoder().decode(key);
        }
    }
}
