package org.carecontact.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a caller knows: a bearer token (RFC 6750) or the password of HTTP Basic (RFC 7617). */
final class Secrets {

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private Secrets() {}

    /**
     * Whether a caller knows one of them.
     *
     * @param hashes SHA-256 in hex; an empty set lets everybody in
     * @param authorization the header; null when there is none
     */
    static boolean admit(Set<String> hashes, @Nullable String authorization) {
        if (hashes.isEmpty()) {
            return true;
        }
        Optional<String> shown = shown(authorization == null ? "" : authorization);
        byte[] hash = sha256(shown.orElse("")).getBytes(StandardCharsets.US_ASCII);
        boolean known = false;
        for (String one : hashes) {
            known |= MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII), hash);
        }
        return known && shown.isPresent();
    }

    private static Optional<String> shown(String authorization) {
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        if (!scheme.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
