package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of WeCom's documentation (90968) and what its SDK makes of the same keys. */
class EncryptedCallbacksTest {

    private static final String TOKEN = "QDG6eK";
    private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private static final String CORP = "wx5823bf96d3bd56c7";
    private static final String ECHO =
            "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==";
    private static final String ECHO_SIGNATURE = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3";
    private static final String AT = "1409659589";
    private static final String NONCE = "263014780";
    private static final String POSTED =
            "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/"
                    + "sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM"
                    + "6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nM"
                    + "ELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/"
                    + "uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";

    private final EncryptedCallbacks callbacks = at(AT);

    private static EncryptedCallbacks at(String seconds) {
        return new EncryptedCallbacks(
                TOKEN, KEY, CORP, Clock.fixed(Instant.ofEpochSecond(Long.parseLong(seconds)), ZoneOffset.UTC));
    }

    @Test
    void the_published_echo_is_opened() throws CallbackRefused {
        assertThat(callbacks.open(ECHO_SIGNATURE, AT, NONCE, ECHO)).isEqualTo("1616140317555161061");
    }

    @Test
    void the_published_post_is_opened() throws CallbackRefused {
        String xml =
                at("1409659813").open("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149", POSTED);
        CallbackXml fields = CallbackXml.read(xml);
        assertThat(fields.first("Content")).contains("hello");
        assertThat(fields.first("MsgType")).contains("text");
    }

    @Test
    void the_vector_of_encryption_is_made() {
        EncryptedCallbacks.Sealed sealed = callbacks.seal(
                "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName></xml>",
                "1409659813",
                "1372623149",
                "0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        assertThat(sealed.encrypt())
                .isEqualTo("sKqRbbiSUnDhFHOvPjtUMXhh54e/v9hV2FW4Exla+hE3/qtWppTHR+o2z4r8K3uSjRAti05ATrwNvr2mQ4JMu7Ur/P/"
                        + "rEC/BPxFwAsQIzv1iZ5BkC32EyaplJCruVm1MHQAcGMeZGy1HJ9TPFcW5tEkacCJhrAv909owZXYbIas=");
        assertThat(sealed.signature()).isEqualTo("25a87cd161d7a7ffda1b8bd8391149217341ebdd");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 13, 14, 15, 31, 32, 33, 5_000})
    void what_is_sealed_is_opened_whatever_its_length(int length) throws CallbackRefused {
        String plain = "医".repeat(length);
        EncryptedCallbacks.Sealed sealed = callbacks.seal(plain);
        assertThat(callbacks.open(sealed.signature(), sealed.timestamp(), sealed.nonce(), sealed.encrypt()))
                .isEqualTo(plain);
    }

    @Test
    void a_wrong_signature_is_refused_before_anything_is_decrypted() {
        // This one could not even be decoded: had it been tried, the reason would be another.
        refused("signature", ECHO_SIGNATURE.replace('5', '6'), AT, NONCE, "no base64");
        refused("signature", "", AT, NONCE, ECHO);
        refused("signature", ECHO_SIGNATURE + "0", AT, NONCE, ECHO);
        refused("signature", ECHO_SIGNATURE, AT, NONCE + "1", ECHO);
        refused("signature", ECHO_SIGNATURE, "1409659590", NONCE, ECHO);
        refused("signature", ECHO_SIGNATURE, AT, NONCE, ECHO.replace('P', 'Q'));
    }

    @Test
    void a_time_stamp_outside_the_window_is_refused_although_it_is_signed() {
        long sent = Long.parseLong(AT);
        long window = EncryptedCallbacks.WINDOW.toSeconds();
        for (long seconds : new long[] {sent - window, sent + window}) {
            assertThatCode(() -> at(Long.toString(seconds)).open(ECHO_SIGNATURE, AT, NONCE, ECHO))
                    .doesNotThrowAnyException();
        }
        for (long seconds : new long[] {sent - window - 1, sent + window + 1}) {
            assertThatThrownBy(() -> at(Long.toString(seconds)).open(ECHO_SIGNATURE, AT, NONCE, ECHO))
                    .isInstanceOf(CallbackRefused.class)
                    .hasMessage("timestamp");
        }
        refused("timestamp", sign("soon", NONCE, ECHO), "soon", NONCE, ECHO);
        refused("timestamp", sign("-1409659589", NONCE, ECHO), "-1409659589", NONCE, ECHO);
        String endless = "9".repeat(30);
        refused("timestamp", sign(endless, NONCE, ECHO), endless, NONCE, ECHO);
    }

    @Test
    void another_receiver_is_refused_although_it_is_signed() {
        EncryptedCallbacks other = new EncryptedCallbacks(
                TOKEN, KEY, "wx0000000000000000", Clock.fixed(Instant.ofEpochSecond(1409659589), ZoneOffset.UTC));
        EncryptedCallbacks.Sealed sealed = other.seal("hello");
        refused("receiveid", sealed.signature(), sealed.timestamp(), sealed.nonce(), sealed.encrypt());
    }

    @Test
    void padding_and_lengths_that_lie_are_refused_although_they_are_signed() throws Exception {
        byte[] whole = plain("hello", CORP);
        refusedPlain("padding", with(whole, whole.length - 1, (byte) 0));
        refusedPlain("padding", with(whole, whole.length - 1, (byte) 33));
        refusedPlain("padding", with(whole, whole.length - 1, (byte) -1));
        refusedPlain("padding", with(whole, whole.length - 2, (byte) 0));
        refusedPlain("length", with(whole, 16, (byte) 0x80)); // a negative length
        refusedPlain("length", with(whole, 16, (byte) 0x7f));
        refusedPlain("length", with(whole, 19, (byte) 200));
        refusedPlain("receiveid", with(whole, 19, (byte) 4));
        refusedPlain("padding", filled(new byte[32], (byte) 32));
        refused("length", sign(AT, NONCE, "AAAA"), AT, NONCE, "AAAA");
        refused("length", sign(AT, NONCE, ""), AT, NONCE, "");
        refused("encoding", sign(AT, NONCE, "ä"), AT, NONCE, "ä");
        String endless = "A".repeat(2_000_000);
        refused("length", sign(AT, NONCE, endless), AT, NONCE, endless);
    }

    @Test
    void bytes_of_chance_never_do_more_than_be_refused() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[32 * (1 + random.nextInt(4))];
            random.nextBytes(bytes);
            String encrypt = Base64.getEncoder().encodeToString(bytes);
            assertThatThrownBy(() -> callbacks.open(sign(AT, NONCE, encrypt), AT, NONCE, encrypt))
                    .isInstanceOf(CallbackRefused.class);
        }
    }

    @Test
    void an_official_accounts_plain_query_is_checked() throws CallbackRefused {
        callbacks.checkPlain(sign(AT, NONCE), AT, NONCE);
        assertThatThrownBy(() -> callbacks.checkPlain(sign(AT, NONCE), AT, "1")).hasMessage("signature");
        assertThatThrownBy(() -> at("1409669589").checkPlain(sign(AT, NONCE), AT, NONCE))
                .hasMessage("timestamp");
    }

    @Test
    void keys_that_are_none_are_refused() {
        assertThatThrownBy(() -> new EncryptedCallbacks(TOKEN, KEY + "=", CORP, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> new EncryptedCallbacks("", KEY, CORP, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(EncryptedCallbacks.WINDOW).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    private void refused(String reason, String signature, String timestamp, String nonce, String encrypt) {
        assertThatThrownBy(() -> callbacks.open(signature, timestamp, nonce, encrypt))
                .isInstanceOf(CallbackRefused.class)
                .hasMessage(reason);
    }

    private void refusedPlain(String reason, byte[] plain) throws Exception {
        byte[] key = Base64.getDecoder().decode(KEY + "=");
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
        String encrypt = Base64.getEncoder().encodeToString(cipher.doFinal(plain));
        refused(reason, sign(AT, NONCE, encrypt), AT, NONCE, encrypt);
    }

    private static byte[] plain(String message, String receiver) {
        ByteBuffer plain = ByteBuffer.allocate(64);
        plain.put(new byte[16]).putInt(message.length()).put(message.getBytes(StandardCharsets.UTF_8));
        plain.put(receiver.getBytes(StandardCharsets.UTF_8));
        byte padding = (byte) plain.remaining();
        while (plain.hasRemaining()) {
            plain.put(padding);
        }
        return plain.array();
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] filled(byte[] bytes, byte value) {
        Arrays.fill(bytes, value);
        return bytes;
    }

    private static String sign(String... parts) {
        String[] all = Arrays.copyOf(parts, parts.length + 1);
        all[parts.length] = TOKEN;
        Arrays.sort(all);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1")
                            .digest(String.join("", all).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
