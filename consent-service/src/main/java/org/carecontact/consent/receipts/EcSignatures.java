package org.carecontact.consent.receipts;

import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** Adds to the JDK's P-256 a single form of each signature, and the public key of a private one. */
final class EcSignatures {

    private static final ECParameterSpec P_256 = Curve.P_256.toECParameterSpec();
    private static final int HALF = 32;

    private EcSignatures() {}

    /**
     * Returns the same signature with the smaller s: with (r, s) also (r, n - s) verifies, and one of them is enough.
     */
    static byte[] lowered(byte[] signature) {
        if (isLow(signature)) {
            return signature;
        }
        byte[] low = P_256.getOrder().subtract(s(signature)).toByteArray();
        byte[] result = Arrays.copyOf(signature, 2 * HALF);
        Arrays.fill(result, HALF, 2 * HALF, (byte) 0);
        int from = Math.max(0, low.length - HALF); // a leading zero byte of the sign
        System.arraycopy(low, from, result, 2 * HALF - (low.length - from), low.length - from);
        return result;
    }

    /** Returns whether it is r and s of 32 bytes each, s the smaller one. */
    static boolean isLow(byte[] signature) {
        return signature.length == 2 * HALF
                && s(signature).compareTo(P_256.getOrder().shiftRight(1)) <= 0;
    }

    private static BigInteger s(byte[] signature) {
        return new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF));
    }

    /** Computes the public key, which PKCS#8 may leave out: x by key agreement with the generator, y from the curve. */
    static ECPublicKey publicKeyOf(ECPrivateKey key) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(P_256.getGenerator(), P_256)), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger p = ((ECFieldFp) P_256.getCurve().getField()).getP();
        BigInteger square = x.pow(3)
                .add(P_256.getCurve().getA().multiply(x))
                .add(P_256.getCurve().getB())
                .mod(p);
        BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p); // p mod 4 is 3
        for (BigInteger one : new BigInteger[] {y, p.subtract(y)}) {
            ECPublicKey candidate = (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, one), P_256));
            if (belongTogether(key, candidate)) {
                return candidate;
            }
        }
        throw new GeneralSecurityException("not a key on P-256");
    }

    private static boolean belongTogether(ECPrivateKey secret, ECPublicKey open) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        return signature.verify(signed);
    }
}
