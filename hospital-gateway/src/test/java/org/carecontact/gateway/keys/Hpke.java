package org.carecontact.gateway.keys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals by RFC 9180 with nothing but the JDK's X25519, HMAC and AES: what any other HPKE library does. */
public final class Hpke {

    private static final byte[] KEM = bytes("KEM", 0x00, 0x20);
    private static final byte[] SUITE = bytes("HPKE", 0x00, 0x20, 0x00, 0x01, 0x00, 0x02);
    private static final byte[] NONE = {};
    private static final int KEY = 32;
    private static final int NONCE = 12;

    private Hpke() {}

    public static byte[] seal(byte[] publicKey, String text, String info) {
        return seal(publicKey, text.getBytes(StandardCharsets.UTF_8), info);
    }

    /** SealBase (6.1), the first message of its context. */
    static byte[] seal(byte[] publicKey, byte[] text, String info) {
        try {
            KeyPair ephemeral = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(ephemeral.getPrivate());
            agreement.doPhase(
                    KeyFactory.getInstance("X25519")
                            .generatePublic(new XECPublicKeySpec(
                                    NamedParameterSpec.X25519, new BigInteger(1, reversed(publicKey)))),
                    true);
            byte[] enc = raw((XECPublicKey) ephemeral.getPublic());
            byte[] prk = extract(KEM, NONE, "eae_prk", agreement.generateSecret());
            byte[] shared = expand(KEM, prk, "shared_secret", joined(enc, publicKey), KEY);
            byte[] context = joined(
                    new byte[] {0},
                    extract(SUITE, NONE, "psk_id_hash", NONE),
                    extract(SUITE, NONE, "info_hash", info.getBytes(StandardCharsets.UTF_8)));
            byte[] secret = extract(SUITE, shared, "secret", NONE);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(expand(SUITE, secret, "key", context, KEY), "AES"),
                    new GCMParameterSpec(128, expand(SUITE, secret, "base_nonce", context, NONCE)));
            return joined(enc, cipher.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] ikm) throws GeneralSecurityException {
        return hmac(salt.length == 0 ? new byte[KEY] : salt, joined(ascii("HPKE-v1"), suite, ascii(label), ikm));
    }

    /** At most 32 bytes, so one block of HKDF-Expand. */
    private static byte[] expand(byte[] suite, byte[] prk, String label, byte[] info, int length)
            throws GeneralSecurityException {
        byte[] block = hmac(
                prk,
                joined(new byte[] {0, (byte) length}, ascii("HPKE-v1"), suite, ascii(label), info, new byte[] {1}));
        return Arrays.copyOf(block, length);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] raw(XECPublicKey key) {
        byte[] big = key.getU().toByteArray();
        byte[] raw = new byte[KEY];
        for (int i = 0; i < Math.min(KEY, big.length); i++) {
            raw[i] = big[big.length - 1 - i];
        }
        return raw;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text, int... more) {
        byte[] rest = new byte[more.length];
        for (int i = 0; i < more.length; i++) {
            rest[i] = (byte) more[i];
        }
        return joined(ascii(text), rest);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
