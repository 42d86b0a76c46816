package org.carecontact.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.carecontact.sandbox.day.Meters;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.schemas.Metric;

/** The process of hospital-gateway in an installation: starts anew, and comes to rest. */
final class GatewayProcess {

    static final String NAME = "hospital-gateway";

    private static final Duration TO_RESTART = Duration.ofSeconds(120);
    private static final Duration TO_SETTLE = Duration.ofSeconds(60);
    private static final Duration CLEARED_AFTER = Duration.ofMillis(2_500);
    private static final Pattern OWED =
            Pattern.compile("(?m)^" + Meters.name(Metric.RELAY_OWED) + "(?:\\{[^}]*})? ([0-9.Ee+-]+)$");

    private final Running running;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    GatewayProcess(Running running) {
        this.running = running;
    }

    void restart() throws InterruptedException {
        long before = now().pid();
        running.kill(NAME);
        long deadline = System.nanoTime() + TO_RESTART.toNanos();
        while (now().pid() == before || !now().ready()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(NAME + " did not come back");
            }
            Thread.sleep(100);
        }
    }

    Running.Process now() {
        return running.processes().stream()
                .filter(process -> process.name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    /** What was acknowledged is published and cleared a moment later: its cost belongs to it, and not to who is next. */
    void settle() throws InterruptedException {
        long deadline = System.nanoTime() + TO_SETTLE.toNanos();
        while (owed() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the gateway does not publish what it took");
            }
            Thread.sleep(100);
        }
        Thread.sleep(CLEARED_AFTER);
    }

    private double owed() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(running.endpoints().management(NAME) + "/actuator/prometheus"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return OWED.matcher(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .results()
                    .mapToDouble(line -> Double.parseDouble(line.group(1)))
                    .sum();
        } catch (IOException e) {
            throw new IllegalStateException("the gateway shows no metrics", e);
        }
    }
}
