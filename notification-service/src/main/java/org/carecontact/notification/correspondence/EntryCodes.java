package org.carecontact.notification.correspondence;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.schemas.ids.RequestId;

/**
 * The codes by which a message leads into the product: a link and a short code to type. Both are made from the notice by a
 * key of the installation, so that a repeated message has the same ones; the document of the notice keeps their hashes.
 */
public final class EntryCodes {

    /** How long a message leads to its request at once; later it leads there as well, and says that it is old. */
    public static final Duration GOOD_FOR = Duration.ofDays(14);

    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; // none is taken for another
    private static final int SHORT = 6;
    private static final int BYTES = 16;

    /**
     * The codes of one message.
     *
     * @param link 22 characters of base64url
     * @param code 6 letters and digits to type; two messages may have the same one, so it says nothing without its reader
     */
    public record Codes(String link, String code, Instant until) {

        /** Shows none. */
        @Override
        public String toString() {
            return "Codes";
        }
    }

    private final KeyedHash making;
    private final KeyedHash keeping;

    /** With a key by which codes are made, and another by which their hashes are. */
    EntryCodes(KeyedHash making, KeyedHash keeping) {
        this.making = making;
        this.keeping = keeping;
    }

    /** Returns the codes of a notice, which stay the same, and until when they are good if they are sent now. */
    public Codes of(RequestId request, NoticeKey notice, Instant now) {
        return new Codes(link(request, notice), code(request, notice), now.plus(GOOD_FOR));
    }

    /** Returns the hashes of both codes. */
    public List<String> kept(RequestId request, NoticeKey notice) {
        return List.of(hash(link(request, notice)), hash(code(request, notice)));
    }

    /** Returns the hashes of what somebody followed or typed: as it is, and as the code that was probably meant. */
    public List<String> hashes(String written) {
        return List.of(hash(written), hash(typed(written)));
    }

    private String link(RequestId request, NoticeKey notice) {
        return base64(making.of("link", said(request, notice)));
    }

    private String code(RequestId request, NoticeKey notice) {
        long number = ByteBuffer.wrap(making.of("code", said(request, notice))).getLong() & Long.MAX_VALUE;
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < SHORT; i++) {
            code.append(LETTERS.charAt((int) (number % LETTERS.length())));
            number /= LETTERS.length();
        }
        return code.toString();
    }

    private static String said(RequestId request, NoticeKey notice) {
        return request + "/" + notice.kind() + "/" + notice.to() + "/" + notice.issue();
    }

    private String hash(String code) {
        return base64(keeping.of(code));
    }

    private static String base64(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }

    /** Reads a code as people type it: small letters, full-width letters, spaces and hyphens. */
    private static String typed(String written) {
        StringBuilder typed = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            char half = c >= '！' && c <= '～' ? (char) (c - '！' + '!') : c;
            if (half != ' ' && half != '-' && half != '　') {
                typed.append(half);
            }
        }
        return typed.toString().toUpperCase(Locale.ROOT);
    }
}
