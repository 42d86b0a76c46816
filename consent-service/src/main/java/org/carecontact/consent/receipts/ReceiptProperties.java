package org.carecontact.consent.receipts;

import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that receipts are signed with, and what receipts say besides.
 *
 * @param key EC P-256 private key: base64 PKCS#8, or JWK
 * @param formerKeys keys that signed receipts before, as they stood there, or their public JWKs
 * @param controllers who answers for the data, by hospital
 * @param verifyUrl of a page that verifies receipts by their SHA-256, for the QR code; null where there is none
 */
@ConfigurationProperties("carecontact.receipts")
record ReceiptProperties(
        @Nullable String key,
        @DefaultValue List<String> formerKeys,
        @DefaultValue Sm2 sm2,
        @DefaultValue Map<String, Controller> controllers,
        @Nullable String verifyUrl) {

    /**
     * The keys of the second signature.
     *
     * @param key private key on the curve of SM2: base64 PKCS#8, or JWK; without it receipts have no second signature
     * @param formerKeys keys that signed receipts before, as they stood there, or their public JWKs
     */
    record Sm2(@Nullable String key, @DefaultValue List<String> formerKeys) {}

    /**
     * The hospital as the controller of personal information (PIPL, article 17).
     *
     * @param contact where a patient can turn to, as a telephone number
     * @param retention how long it keeps the record, as P15Y
     */
    record Controller(
            @Nullable String name,
            @Nullable String contact,
            @Nullable Period retention) {
        static final Controller UNNAMED = new Controller(null, null, null);
    }

    Controller controller(String hospital) {
        return controllers.getOrDefault(hospital, Controller.UNNAMED);
    }
}
