package org.carecontact.consent.receipts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies receipts offline with the published keys (a JWK Set, RFC 7517). Exactly one text of each receipt passes: a
 * single changed character is rejected.
 */
final class ReceiptVerifier {

    private final JWKSet keys;

    ReceiptVerifier(JWKSet keys) {
        this.keys = keys;
    }

    /**
     * Returns whether one of the keys signed exactly this.
     *
     * @param payload base64url without padding
     * @param jws header and signature of a detached JWS (RFC 7515, appendix F)
     */
    boolean isGenuine(String payload, String jws) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3 || !parts[1].isEmpty()) {
            return false;
        }
        Base64URL signature = new Base64URL(parts[2]);
        // Base64 has spare bits and ECDSA two values of s: without these checks some changes would pass.
        if (!isCanonical(signature)
                || !isCanonical(new Base64URL(payload))
                || !isCanonical(new Base64URL(parts[0]))
                || !EcSignatures.isLow(signature.decode())) {
            return false;
        }
        try {
            Map<String, @Nullable Object> members = JSONObjectUtils.parse(new Base64URL(parts[0]).decodeToString());
            if (members == null) {
                return false;
            }
            JWSHeader header = JWSHeader.parse(members, new Base64URL(parts[0]));
            JWK key = header.getKeyID() == null ? null : keys.getKeyByKeyId(header.getKeyID());
            return key != null
                    && JWSAlgorithm.ES256.equals(header.getAlgorithm())
                    && new ECDSAVerifier(key.toECKey())
                            .verify(header, (parts[0] + "." + payload).getBytes(StandardCharsets.UTF_8), signature);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isCanonical(Base64URL text) {
        return Base64URL.encode(text.decode()).toString().equals(text.toString());
    }
}
