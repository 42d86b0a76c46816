package org.carecontact.consent.receipts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.carecontact.consent.receipts.domain.Receipt;
import org.carecontact.consent.receipts.domain.ReceiptContent;
import org.carecontact.kernel.keys.Digest;
import org.jspecify.annotations.Nullable;

/** Signs receipts with ES256 (RFC 7518, 3.4) and publishes the keys to verify them with. */
public final class ReceiptKeys {

    private static final String SETTING = "carecontact.receipts.key";

    private final ECKey key;
    private final ECDSASigner signer;
    private final JWKSet published;

    private ReceiptKeys(ECKey key, List<JWK> former) throws JOSEException {
        this.key = key;
        this.signer = new ECDSASigner(key);
        List<JWK> all = new ArrayList<>(List.of(key.toPublicJWK()));
        all.addAll(former);
        this.published = new JWKSet(all);
    }

    /**
     * Reads the configured keys.
     *
     * @throws IllegalStateException without a usable key: receipts that nobody can verify are worse than no service
     */
    static ReceiptKeys of(@Nullable String configured, List<String> former) {
        if (configured == null || configured.isBlank()) {
            throw new IllegalStateException(SETTING + " is not set: an EC P-256 private key, base64 PKCS#8 or JWK");
        }
        try {
            ECKey key = configured.strip().startsWith("{") ? ECKey.parse(configured) : ofPkcs8(configured.strip());
            if (!key.isPrivate() || !key.getCurve().equals(Curve.P_256)) {
                throw new IllegalStateException(SETTING + " is not a private key on P-256");
            }
            List<JWK> formerKeys = new ArrayList<>();
            for (String one : former) {
                formerKeys.add(ECKey.parse(one).toPublicJWK());
            }
            ECKey named = new ECKey.Builder(key.toECKey())
                    .keyID(key.computeThumbprint().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .build();
            return new ReceiptKeys(named, formerKeys);
        } catch (ParseException | GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            // The cause could quote the key.
            throw new IllegalStateException(
                    SETTING + " can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** Signs the content of a receipt. */
    public Receipt sign(ReceiptContent content) {
        return sign(ReceiptPayload.of(content));
    }

    /** Signs a payload that is canonical JSON and names its type. */
    public Receipt sign(String payload) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID(key.getKeyID())
                    .build();
            String protectedPart = header.toBase64URL().toString();
            String payloadPart = Base64URL.encode(payload).toString();
            byte[] signature = signer.sign(
                            header, (protectedPart + "." + payloadPart).getBytes(StandardCharsets.US_ASCII))
                    .decode();
            String signaturePart =
                    Base64URL.encode(EcSignatures.lowered(signature)).toString();
            return new Receipt(
                    payload,
                    protectedPart + ".." + signaturePart,
                    Digest.hex(protectedPart + "." + payloadPart + "." + signaturePart));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the public keys, the one in use first. */
    JWKSet published() {
        return published;
    }

    private static ECKey ofPkcs8(String base64) throws GeneralSecurityException {
        ECPrivateKey privateKey = (ECPrivateKey) KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        return new ECKey.Builder(Curve.P_256, EcSignatures.publicKeyOf(privateKey))
                .privateKey(privateKey)
                .build();
    }
}
