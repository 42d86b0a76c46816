package org.carecontact.consent.receipts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.carecontact.consent.receipts.ReceiptView.Sm2View;
import org.jspecify.annotations.Nullable;

/**
 * Verifies receipts offline with the published keys. Exactly one text of each receipt passes: a single changed
 * character is rejected, and so is a receipt that lost a signature or got one more.
 */
final class ReceiptVerifier {

    private final PublishedKeys keys;

    ReceiptVerifier(PublishedKeys keys) {
        this.keys = keys;
    }

    /** Returns whether the keys signed exactly this text of a receipt. */
    boolean isGenuine(String receipt) {
        return ReceiptView.parse(receipt).filter(this::isGenuine).isPresent();
    }

    /** Returns whether the keys signed exactly this. */
    boolean isGenuine(ReceiptView receipt) {
        // Base64 has spare bits: without this check some changes would pass.
        if (!isCanonical(receipt.payload()) || !isSignedByEs256(receipt.payload(), receipt.jws())) {
            return false;
        }
        Base64URL payload = new Base64URL(receipt.payload());
        List<?> named = signatures(payload.decodeToString());
        Sm2View sm2 = receipt.sm2();
        return sm2 == null
                ? named.equals(ReceiptPayload.ES256)
                : named.equals(ReceiptPayload.ES256_AND_SM2) && isSignedBySm2(payload.decode(), sm2);
    }

    private boolean isSignedByEs256(String payload, String jws) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3 || !parts[1].isEmpty() || !isCanonical(parts[0]) || !isCanonical(parts[2])) {
            return false;
        }
        Base64URL signature = new Base64URL(parts[2]);
        // ECDSA has two values of s: without this check the other would pass.
        if (!EcSignatures.isLow(signature.decode())) {
            return false;
        }
        try {
            Map<String, @Nullable Object> members = JSONObjectUtils.parse(new Base64URL(parts[0]).decodeToString());
            if (members == null) {
                return false;
            }
            JWSHeader header = JWSHeader.parse(members, new Base64URL(parts[0]));
            JWK key = header.getKeyID() == null ? null : keys.es256(header.getKeyID());
            return key != null
                    && JWSAlgorithm.ES256.equals(header.getAlgorithm())
                    && new ECDSAVerifier(key.toECKey())
                            .verify(header, (parts[0] + "." + payload).getBytes(StandardCharsets.UTF_8), signature);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isSignedBySm2(byte[] payload, Sm2View sm2) {
        Sm2Key key = keys.sm2(sm2.kid());
        return key != null
                && sm2.alg().equals(Sm2Key.ALGORITHM)
                && isCanonical(sm2.signature())
                && key.verifies(payload, new Base64URL(sm2.signature()).decode());
    }

    /** Receipts before the second signature do not say which ones they have: ES256 alone. */
    private static List<?> signatures(String payload) {
        try {
            Map<String, @Nullable Object> members = JSONObjectUtils.parse(payload);
            Object named =
                    members == null ? null : members.getOrDefault(ReceiptPayload.SIGNATURES, ReceiptPayload.ES256);
            return named instanceof List<?> list ? list : List.of();
        } catch (ParseException e) {
            return List.of();
        }
    }

    private static boolean isCanonical(String text) {
        return Base64URL.encode(new Base64URL(text).decode()).toString().equals(text);
    }
}
