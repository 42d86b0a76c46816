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

/**
 * Signs receipts with ES256 (RFC 7518, 3.4) and, where it has a key for it, with SM2 too; publishes the keys to verify
 * them with.
 */
public final class ReceiptKeys {

    private static final String SETTING = "carecontact.receipts.key";
    private static final String FORMER = "carecontact.receipts.former-keys";
    private static final String SM2_SETTING = "carecontact.receipts.sm2.key";
    private static final String SM2_FORMER = "carecontact.receipts.sm2.former-keys";

    private final ECKey key;
    private final ECDSASigner signer;
    private final @Nullable Sm2Key sm2;
    private final PublishedKeys published;
    private final ReceiptProperties properties;

    private ReceiptKeys(ECKey key, @Nullable Sm2Key sm2, PublishedKeys published, ReceiptProperties properties)
            throws JOSEException {
        this.key = key;
        this.signer = new ECDSASigner(key);
        this.sm2 = sm2;
        this.published = published;
        this.properties = properties;
    }

    /**
     * Reads the configured keys.
     *
     * @throws IllegalStateException without a usable key: receipts that nobody can verify are worse than no service
     */
    static ReceiptKeys of(ReceiptProperties properties) {
        String configured = properties.key();
        if (configured == null || configured.isBlank()) {
            throw new IllegalStateException(SETTING + " is not set: an EC P-256 private key, base64 PKCS#8 or JWK");
        }
        ECKey key = read(SETTING, () -> es256(configured));
        if (!key.isPrivate()) {
            throw new IllegalStateException(SETTING + " is not a private key");
        }
        Sm2Key sm2 = sm2(properties.sm2().key());
        List<JWK> es256Keys = new ArrayList<>(List.of(key.toPublicJWK()));
        for (String former : properties.formerKeys()) {
            es256Keys.add(read(FORMER, () -> es256(former).toPublicJWK()));
        }
        List<Sm2Key> sm2Keys = new ArrayList<>(sm2 == null ? List.of() : List.of(sm2));
        for (String former : properties.sm2().formerKeys()) {
            sm2Keys.add(read(SM2_FORMER, () -> Sm2Key.parse(former)));
        }
        PublishedKeys published = new PublishedKeys(new JWKSet(es256Keys), sm2Keys);
        return read(SETTING, () -> new ReceiptKeys(key, sm2, published, properties));
    }

    /** Its kid is its thumbprint (RFC 7638), whatever the configuration calls it, as in receipts it signed. */
    private static ECKey es256(String configured) throws ParseException, GeneralSecurityException, JOSEException {
        ECKey key = configured.strip().startsWith("{") ? ECKey.parse(configured) : ofPkcs8(configured.strip());
        if (!key.getCurve().equals(Curve.P_256)) {
            throw new IllegalArgumentException("another curve");
        }
        return new ECKey.Builder(key.toECKey())
                .keyID(key.computeThumbprint().toString())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .build();
    }

    private static @Nullable Sm2Key sm2(@Nullable String configured) {
        if (configured == null || configured.isBlank()) {
            return null;
        }
        Sm2Key key = read(SM2_SETTING, () -> Sm2Key.parse(configured));
        if (!key.isPrivate()) {
            throw new IllegalStateException(SM2_SETTING + " is not a private key");
        }
        return key;
    }

    private interface Reading<T> {
        T read() throws ParseException, GeneralSecurityException, JOSEException;
    }

    private static <T> T read(String setting, Reading<T> reading) {
        try {
            return reading.read();
        } catch (ParseException | GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            // The cause could quote the key.
            throw new IllegalStateException(
                    setting + " can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** Signs the content of a receipt. */
    public Receipt sign(ReceiptContent content) {
        return sign(ReceiptPayload.of(content, properties.controller(content.hospital()), sm2 != null));
    }

    /** The names of the signatures that receipts get, as their payloads say them. */
    public List<String> algorithms() {
        return sm2 == null ? ReceiptPayload.ES256 : ReceiptPayload.ES256_AND_SM2;
    }

    /** Signs a payload that is canonical JSON and names its signatures. */
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
                    Digest.hex(protectedPart + "." + payloadPart + "." + signaturePart),
                    sm2 == null ? null : sm2.sign(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the public keys, those in use first. */
    PublishedKeys published() {
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
