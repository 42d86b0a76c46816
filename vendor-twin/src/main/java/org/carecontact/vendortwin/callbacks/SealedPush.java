package org.carecontact.vendortwin.callbacks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** How WeCom and official accounts seal what they push (WeCom page 90968; AES-256-CBC, padding to 32 bytes). */
public final class SealedPush {

    private static final int BLOCK = 32;

    private final String token;
    private final byte[] key;

    /**
     * Takes the token that signs and the 43 characters of the key that encrypts.
     *
     * @throws IllegalArgumentException if the key is not 32 bytes in base 64
     */
    public SealedPush(String token, String aesKey) {
        this.token = token;
        key = Base64.getDecoder().decode(aesKey + "=");
        if (key.length != BLOCK) {
            throw new IllegalArgumentException("the AES key has 43 characters");
        }
    }

    /**
     * Encrypts.
     *
     * @param random 16 bytes
     * @param receiver the company or application
     */
    public String encrypted(byte[] random, String message, String receiver) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] who = receiver.getBytes(StandardCharsets.UTF_8);
        int length = 16 + 4 + text.length + who.length;
        int padding = BLOCK - length % BLOCK;
        ByteBuffer plain = ByteBuffer.allocate(length + padding);
        plain.put(random, 0, 16).putInt(text.length).put(text).put(who);
        while (plain.hasRemaining()) {
            plain.put((byte) padding);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return Base64.getEncoder().encodeToString(cipher.doFinal(plain.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature of an encrypted message; of an empty one, that of a push in the clear. */
    public String signature(String timestamp, String nonce, String encrypted) {
        return signature(token, timestamp, nonce, encrypted);
    }

    private static String signature(String token, String timestamp, String nonce, String encrypted) {
        String sorted = Stream.of(token, timestamp, nonce, encrypted)
                .filter(part -> !part.isEmpty())
                .sorted()
                .collect(Collectors.joining());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(sorted.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
