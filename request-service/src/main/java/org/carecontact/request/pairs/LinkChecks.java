package org.carecontact.request.pairs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls links from time to time. A dead one is called again 24 times as often, until it answers. A link is known from
 * its first use on; each instance looks for itself.
 */
final class LinkChecks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LinkChecks.class);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int MOST_LINKS = 1_000;
    private static final int LOOKS_AT_THE_DEAD = 24;

    /** A page that asks who calls, or how often, is there. */
    private static final Set<Integer> THERE = Set.of(401, 403, 429);

    private static final int FIRST_ERROR = 400;

    /** The links, and whether each is dead. */
    private final Map<String, Boolean> links = new ConcurrentHashMap<>();

    private final boolean on;
    private final HttpClient http;
    private final ScheduledExecutorService schedule;

    /** @param every how often; zero for never */
    LinkChecks(Duration every) {
        on = every.isPositive();
        http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER) // it may lead into the house
                .build();
        schedule = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("link-checks").factory());
        if (on) {
            long pause = every.toMillis();
            long dead = Math.max(1, pause / LOOKS_AT_THE_DEAD);
            var _ = schedule.scheduleWithFixedDelay(() -> check(false), pause, pause, TimeUnit.MILLISECONDS);
            var _ = schedule.scheduleWithFixedDelay(() -> check(true), dead, dead, TimeUnit.MILLISECONDS);
        }
    }

    /** Checks a link from now on, first at once. */
    void watch(String link) {
        if (on && isPage(link) && links.size() < MOST_LINKS && links.putIfAbsent(link, false) == null) {
            try {
                schedule.execute(() -> check(link));
            } catch (RejectedExecutionException e) {
                links.remove(link); // the service stops
            }
        }
    }

    /** Returns whether a link is not known to be dead. */
    boolean works(String link) {
        watch(link);
        return !links.getOrDefault(link, false);
    }

    int dead() {
        return (int) links.values().stream().filter(dead -> dead).count();
    }

    private static boolean isPage(String link) {
        String start = link.toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://");
    }

    private void check(boolean dead) {
        List<String> some = links.entrySet().stream()
                .filter(link -> link.getValue() == dead)
                .map(Map.Entry::getKey)
                .toList();
        some.forEach(this::check);
    }

    private void check(String link) {
        boolean dead = !answers(link, "HEAD") && !answers(link, "GET");
        Boolean before = links.put(link, dead);
        if (dead && !Boolean.TRUE.equals(before)) {
            log.atError()
                    .addKeyValue("host", host(link).orElse(""))
                    .log("the link of an alternative is dead and not offered until it answers");
        }
    }

    private boolean answers(String link, String method) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(link))
                    .timeout(ANSWER)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().close(); // its text is of no interest, and may be long
            return response.statusCode() < FIRST_ERROR || THERE.contains(response.statusCode());
        } catch (IOException | IllegalArgumentException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // the service stops
        }
    }

    private static Optional<String> host(String link) {
        try {
            return Optional.ofNullable(URI.create(link).getHost());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        http.shutdownNow();
    }
}
