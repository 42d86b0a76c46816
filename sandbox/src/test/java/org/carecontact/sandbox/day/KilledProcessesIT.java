package org.carecontact.sandbox.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Installation.Settings;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Site;
import org.junit.jupiter.api.Test;

/** The whole installation, as processes of its own, on a day on which each of them dies once. */
class KilledProcessesIT {

    private static final List<String> DOOMED = List.of(
            "request-service",
            "consent-service",
            "policy-service",
            "notification-service",
            "oversight-service",
            "hospital-gateway",
            "mongo",
            "kafka");

    /** Time limits would end other stories too while processes are down. */
    private static final Set<Story> WITHOUT_TIME_LIMITS =
            EnumSet.complementOf(EnumSet.of(Story.DOCTOR_NEVER_ANSWERS, Story.NEVER_SIGNED));

    @Test
    void nothing_accepted_is_lost_and_nothing_is_granted_twice() throws Exception {
        Path root = Path.of("").toAbsolutePath().getParent();
        Site site = new Site(root, "killed", new Ports(3000));
        Duration morning = Day.morning();
        Settings settings = Settings.FRESH.withEnvironment(
                Map.of("CARECONTACT_CLOCK_OFFSET", morning.toString(), "CARECONTACT_SWEEPEVERY", "5s"));
        try (Installation installation = Installation.at(site, settings, System.out::println)) {
            installation.start(System.currentTimeMillis());
            try (Day day = new Day(installation, morning, System.out::println)) {
                List<Visit> visits = Plan.day(installation.population(), 7, 150, "K").stream()
                        .filter(visit -> WITHOUT_TIME_LIMITS.contains(visit.story()))
                        .toList();
                day.open();
                day.encounters(visits);
                Report report;
                try (ExecutorService killer = Executors.newSingleThreadExecutor()) {
                    Future<?> killed = killer.submit(() -> DOOMED.forEach(name -> kill(installation, name)));
                    report = day.playedThrough(visits, 8);
                    killed.get();
                }
                assertThat(report.failures())
                        .as(String.join("\n", report.lines()))
                        .isEmpty();
            }
        } finally {
            Installation.delete(site.home());
        }
    }

    private static void kill(Installation installation, String name) {
        installation.kill(name);
        await().atMost(Duration.ofSeconds(120))
                .until(() -> installation.processes().stream()
                        .anyMatch(process -> process.name().equals(name) && process.restarts() > 0 && process.ready()));
    }
}
