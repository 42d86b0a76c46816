package org.carecontact.sandbox.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.carecontact.localparts.Folders;

/** The tokens that were revoked before their end: kept in a file, and published as a signed list of their ids. */
final class RevokedTokens {

    private static final Duration LIST_LIVES = Duration.ofMinutes(10);
    private static final Duration SIGNED_ANEW_EVERY = Duration.ofMinutes(5);

    private final RSAKey key;
    private final String issuer;
    private final Path file;
    private final Clock clock;
    private final Map<String, Instant> endById = new ConcurrentHashMap<>();
    private int version;

    RevokedTokens(RSAKey key, String issuer, Path file, Clock clock) {
        this.key = key;
        this.issuer = issuer;
        this.file = file;
        this.clock = clock;
        Folders.createPrivateFile(file);
        try {
            for (String line : Files.readAllLines(file)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    endById.put(line.substring(space + 1), Instant.parse(line.substring(0, space)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The signed list and the mark by which a reader knows whether it has changed. */
    record SignedList(String mark, String jws) {}

    /** The claims of a token of this issuer that has neither ended nor been revoked; empty for any other text. */
    Optional<JWTClaimsSet> active(String token) {
        return genuine(token).filter(claims -> !endById.containsKey(String.valueOf(claims.getJWTID())));
    }

    /** Revokes a token of this client; returns when the revocation is in the file. Does nothing for another text. */
    synchronized boolean revoke(String token, String client) {
        Optional<JWTClaimsSet> claims =
                active(token).filter(found -> client.equals(found.getClaim("client_id")) && found.getJWTID() != null);
        claims.ifPresent(found -> {
            Instant end = found.getExpirationTime().toInstant();
            try {
                Files.writeString(file, end + " " + found.getJWTID() + "\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            endById.put(found.getJWTID(), end);
            version++;
        });
        return claims.isPresent();
    }

    synchronized SignedList list() {
        Instant now = clock.instant();
        endById.values().removeIf(end -> end.isBefore(now));
        List<String> ids = endById.keySet().stream().sorted().toList();
        long turn = now.getEpochSecond() / SIGNED_ANEW_EVERY.toSeconds();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIST_LIVES)))
                .claim("jtis", ids)
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("revoked+jwt"))
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return new SignedList("\"%d-%d-%x\"".formatted(turn, version, ids.hashCode()), jwt.serialize());
    }

    private Optional<JWTClaimsSet> genuine(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean genuine = jwt.verify(new RSASSAVerifier(key.toRSAPublicKey()))
                    && issuer.equals(claims.getIssuer())
                    && claims.getExpirationTime() != null
                    && claims.getExpirationTime().toInstant().isAfter(clock.instant());
            return genuine ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException _) {
            return Optional.empty();
        }
    }
}
