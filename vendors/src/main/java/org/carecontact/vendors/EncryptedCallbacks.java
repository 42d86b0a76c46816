package org.carecontact.vendors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens and seals the callbacks of WeCom and of WeChat official accounts (developer.work.weixin.qq.com, pages 90968 and
 * 91144): AES-256-CBC, padded to 32 bytes, signed with SHA-1 over the sorted parts.
 */
public final class EncryptedCallbacks {

    /** How far a time stamp may be off: WeCom tries three times, and clocks differ. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Pattern AES_KEY = Pattern.compile("[A-Za-z0-9+/]{43}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final int BLOCK = 32;
    private static final int RANDOM = 16;
    private static final int HEADER = RANDOM + Integer.BYTES;
    private static final int LONGEST = 1_000_000;

    private final String token;
    private final byte[] key;
    private final String receiveId;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param token as set in the vendor's console
     * @param aesKey the EncodingAESKey of the console, 43 characters
     * @param receiveId the corp id, or the app id of an official account
     */
    public EncryptedCallbacks(String token, String aesKey, String receiveId, Clock clock) {
        if (!AES_KEY.matcher(aesKey).matches()) {
            throw new IllegalArgumentException("an EncodingAESKey has 43 characters of base64");
        }
        if (token.isEmpty() || receiveId.isEmpty()) {
            throw new IllegalArgumentException("token and receive id must not be empty");
        }
        this.token = token;
        this.key = Base64.getDecoder().decode(aesKey + "=");
        this.receiveId = receiveId;
        this.clock = clock;
    }

    /**
     * Opens the {@code Encrypt} of a POST, or the {@code echostr} of WeCom's GET. The signature is compared first and in
     * constant time, so that nothing unsigned is ever decrypted.
     *
     * @param signature msg_signature of the query
     * @param timestamp seconds since 1970, of the query
     * @throws CallbackRefused {@code signature}, {@code timestamp} (more than {@link #WINDOW} away), {@code encoding},
     *     {@code padding}, {@code length} or {@code receiveid}
     */
    public String open(String signature, String timestamp, String nonce, String encrypt) throws CallbackRefused {
        if (encrypt.length() > LONGEST) {
            throw new CallbackRefused("length");
        }
        check(signature, timestamp, sign(timestamp, nonce, encrypt));
        byte[] plain = decrypt(encrypt);
        int padding = plain[plain.length - 1];
        int end = plain.length - padding;
        if (padding < 1 || padding > BLOCK || end < HEADER) {
            throw new CallbackRefused("padding");
        }
        for (int i = end; i < plain.length; i++) {
            if (plain[i] != padding) {
                throw new CallbackRefused("padding");
            }
        }
        int length = ByteBuffer.wrap(plain, RANDOM, Integer.BYTES)
                .order(ByteOrder.BIG_ENDIAN)
                .getInt();
        if (length < 0 || length > end - HEADER) {
            throw new CallbackRefused("length");
        }
        if (!receiveId.equals(text(plain, HEADER + length, end - HEADER - length))) {
            throw new CallbackRefused("receiveid");
        }
        return text(plain, HEADER, length);
    }

    /**
     * Checks the query of an official account's GET, which is signed and not encrypted.
     *
     * @param signature signature of the query, not msg_signature
     * @throws CallbackRefused {@code signature} or {@code timestamp}
     */
    public void checkPlain(String signature, String timestamp, String nonce) throws CallbackRefused {
        check(signature, timestamp, sign(timestamp, nonce));
    }

    /** Encrypts a text as the vendor does, now and with fresh random bytes. */
    public Sealed seal(String plain) {
        byte[] fresh = new byte[RANDOM];
        random.nextBytes(fresh);
        String nonce = Long.toUnsignedString(random.nextLong());
        return seal(plain, Long.toString(clock.instant().getEpochSecond()), nonce, fresh);
    }

    Sealed seal(String plain, String timestamp, String nonce, byte[] fresh) {
        byte[] message = plain.getBytes(StandardCharsets.UTF_8);
        byte[] receiver = receiveId.getBytes(StandardCharsets.UTF_8);
        int length = HEADER + message.length + receiver.length;
        int padding = BLOCK - length % BLOCK;
        ByteBuffer all = ByteBuffer.allocate(length + padding)
                .put(fresh)
                .putInt(message.length)
                .put(message)
                .put(receiver);
        while (all.hasRemaining()) {
            all.put((byte) padding);
        }
        String encrypt = Base64.getEncoder().encodeToString(crypt(Cipher.ENCRYPT_MODE, all.array()));
        return new Sealed(encrypt, sign(timestamp, nonce, encrypt), timestamp, nonce);
    }

    /** What a sealed callback carries: {@code encrypt} in its body, the other three in its query. */
    public record Sealed(String encrypt, String signature, String timestamp, String nonce) {}

    private void check(String signature, String timestamp, String wanted) throws CallbackRefused {
        if (!MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
            throw new CallbackRefused("signature");
        }
        if (!SECONDS.matcher(timestamp).matches()) {
            throw new CallbackRefused("timestamp");
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, clock.instant()).abs().compareTo(WINDOW) > 0) {
            throw new CallbackRefused("timestamp");
        }
    }

    private String sign(String... parts) {
        String sorted =
                Stream.concat(Stream.of(token), Stream.of(parts)).sorted().collect(Collectors.joining());
        try {
            // SHA-1 is what the vendor signs with.
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(sorted.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] decrypt(String encrypt) throws CallbackRefused {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encrypt);
        } catch (IllegalArgumentException _) {
            throw new CallbackRefused("encoding");
        }
        if (bytes.length == 0 || bytes.length % BLOCK != 0) {
            throw new CallbackRefused("length");
        }
        return crypt(Cipher.DECRYPT_MODE, bytes);
    }

    private byte[] crypt(int mode, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes, int from, int length) throws CallbackRefused {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return text.toString();
        } catch (CharacterCodingException _) {
            throw new CallbackRefused("encoding");
        }
    }
}
