package org.carecontact.kernel.web.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * The issuer's signed list of revoked tokens, polled every few seconds. Without a valid list no token is accepted: an
 * unreachable issuer must not bring revoked tokens back.
 */
final class RevokedTokens implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RevokedTokens.class);
    private static final int LARGEST = 1024 * 1024;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private record Revoked(Set<String> ids, Instant until) {}

    private final URI list;
    private final JwtDecoder lists;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("revoked-tokens").daemon().factory());
    private volatile @Nullable Revoked known;
    private @Nullable String etag;

    /**
     * Reads the list once and then polls it.
     *
     * @param lists checks signature, issuer, type and times of a list
     */
    RevokedTokens(URI list, JwtDecoder lists, Duration poll, InstantSource clock) {
        this.list = list;
        this.lists = lists;
        this.clock = clock;
        var _ = poller.scheduleWithFixedDelay(this::poll, 0, poll.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns whether a list can name the token, and the valid list does not name it. */
    boolean accepts(Jwt token) {
        Revoked now = known;
        String id = token.getId();
        return id != null
                && now != null
                && clock.instant().isBefore(now.until())
                && !now.ids().contains(id);
    }

    private void poll() {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(list).timeout(ANSWER_WITHIN);
            if (etag != null) {
                request.header("If-None-Match", etag);
            }
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() == 200) {
                    take(new String(body.readNBytes(LARGEST), StandardCharsets.US_ASCII));
                    etag = answer.headers().firstValue("ETag").orElse(null);
                } else if (answer.statusCode() != 304) {
                    unreadable("status " + answer.statusCode());
                }
            }
        } catch (IOException | RuntimeException e) {
            unreadable(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(String signed) {
        Jwt read = lists.decode(signed);
        List<String> ids = read.getClaimAsStringList("jtis");
        Instant until = read.getExpiresAt();
        if (ids == null || until == null) {
            throw new JwtException("not a list of revoked tokens");
        }
        known = new Revoked(ids.stream().collect(Collectors.toUnmodifiableSet()), until);
    }

    private void unreadable(String why) {
        etag = null;
        log.atWarn().addKeyValue("error", why).log("the list of revoked tokens can't be read");
    }

    @Override
    public void close() {
        poller.shutdownNow();
        http.shutdownNow();
    }
}
