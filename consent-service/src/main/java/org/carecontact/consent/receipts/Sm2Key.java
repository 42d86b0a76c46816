package org.carecontact.consent.receipts;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.ECPoint;
import org.carecontact.consent.canonical.CanonicalJson;
import org.carecontact.consent.receipts.domain.Sm2Signature;
import org.carecontact.kernel.keys.Digest;
import org.jspecify.annotations.Nullable;

/** A key of SM2 with SM3 (GB/T 32918.2), which the JDK lacks; its signatures are DER (GB/T 35276). */
final class Sm2Key {

    /** As JWKs name it in practice; no register has it. */
    static final String ALGORITHM = "SM2-with-SM3";

    /** GB/T 35276 signs with this id unless another one is agreed. */
    private static final String USUAL_ID = "1234567812345678";

    private static final ECDomainParameters SM2 = domain(GMNamedCurves.getByName("sm2p256v1"));

    private final ECPoint point;
    private final String signerId;
    private final String kid;
    private final @Nullable BigInteger secret;

    private Sm2Key(ECPoint point, String signerId, @Nullable BigInteger secret) {
        this.point = point;
        this.signerId = signerId;
        this.secret = secret;
        this.kid = thumbprint();
    }

    /**
     * Reads a key: base64 PKCS#8, or a JWK of kty EC and crv SM2 with d, or with x and y; {@code distid} is its id.
     *
     * @throws IllegalArgumentException when it is no such key; its message quotes nothing
     */
    static Sm2Key parse(String text) {
        try {
            return text.strip().startsWith("{")
                    ? ofJwk(JSONObjectUtils.parse(text))
                    : ofPkcs8(Base64.getMimeDecoder().decode(text.strip()));
        } catch (ParseException | IOException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException("not a key on the curve of SM2");
        }
    }

    /** Reads a JWK; throws IllegalArgumentException or ParseException when it is none on this curve. */
    static Sm2Key ofJwk(Map<String, @Nullable Object> jwk) throws ParseException {
        if (!"EC".equals(jwk.get("kty")) || !"SM2".equals(jwk.get("crv"))) {
            throw new IllegalArgumentException("another kind of key");
        }
        String named = JSONObjectUtils.getString(jwk, "distid");
        String signerId = named == null ? USUAL_ID : named;
        if (!signerId.matches("[A-Za-z0-9@._-]{1,64}")) {
            throw new IllegalArgumentException("another kind of id");
        }
        String d = JSONObjectUtils.getString(jwk, "d");
        if (d != null) {
            return ofSecret(new BigInteger(1, new Base64URL(d).decode()), signerId);
        }
        ECPoint point = SM2.getCurve().createPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
        return new Sm2Key(SM2.validatePublicPoint(point), signerId, null);
    }

    private static Sm2Key ofPkcs8(byte[] der) throws IOException {
        AsymmetricKeyParameter key = PrivateKeyFactory.createKey(der);
        if (!(key instanceof ECPrivateKeyParameters own)
                || !own.getParameters().getG().equals(SM2.getG())) {
            throw new IllegalArgumentException("another kind of key");
        }
        return ofSecret(own.getD(), USUAL_ID);
    }

    private static Sm2Key ofSecret(BigInteger d, String signerId) {
        // GB/T 32918.1: d is at most n - 2, or 1 + d has no inverse.
        if (d.signum() < 1 || d.compareTo(SM2.getN().subtract(BigInteger.TWO)) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return new Sm2Key(SM2.getG().multiply(d).normalize(), signerId, d);
    }

    private static BigInteger coordinate(Map<String, @Nullable Object> jwk, String name) throws ParseException {
        String text = JSONObjectUtils.getString(jwk, name);
        if (text == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return new BigInteger(1, new Base64URL(text).decode());
    }

    private static ECDomainParameters domain(X9ECParameters curve) {
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }

    String kid() {
        return kid;
    }

    boolean isPrivate() {
        return secret != null;
    }

    Sm2Signature sign(byte[] text) {
        if (secret == null) {
            throw new IllegalStateException("a public key signs nothing");
        }
        SM2Signer signer = new SM2Signer();
        signer.init(true, new ParametersWithID(new ECPrivateKeyParameters(secret, SM2), id()));
        signer.update(text, 0, text.length);
        try {
            return new Sm2Signature(
                    kid, Base64URL.encode(signer.generateSignature()).toString());
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether it signed this; only the shortest DER of r and s counts. */
    boolean verifies(byte[] text, byte[] signature) {
        SM2Signer signer = new SM2Signer();
        signer.init(false, new ParametersWithID(new ECPublicKeyParameters(point, SM2), id()));
        signer.update(text, 0, text.length);
        return signer.verifySignature(signature);
    }

    /** Returns the public JWK; {@code distid} is what openssl calls the id. */
    Map<String, Object> toPublicJwk() {
        Map<String, Object> jwk = new LinkedHashMap<>(members());
        jwk.put("alg", ALGORITHM);
        jwk.put("distid", signerId);
        jwk.put("kid", kid);
        jwk.put("use", "sig");
        return jwk;
    }

    /** What RFC 7638 takes the thumbprint of. */
    private Map<String, Object> members() {
        return Map.of(
                "crv",
                "SM2",
                "kty",
                "EC",
                "x",
                Base64URL.encode(point.getAffineXCoord().getEncoded()).toString(),
                "y",
                Base64URL.encode(point.getAffineYCoord().getEncoded()).toString());
    }

    private String thumbprint() {
        return Digest.base64url(CanonicalJson.of(members()).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] id() {
        return signerId.getBytes(StandardCharsets.US_ASCII);
    }
}
