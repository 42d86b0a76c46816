package org.carecontact.sandbox.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carecontact.localparts.Folders;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Settings;
import org.carecontact.sandbox.installation.Site;
import org.carecontact.testsupport.conformance.ShapeList;
import org.junit.jupiter.api.Test;

/** The whole installation, as processes of its own, on a day on which each of them dies once. */
final class KilledProcessesIT {

    private static final List<String> DOOMED = List.of(
            "request-service",
            "consent-service",
            "policy-service",
            "notification-service",
            "oversight-service",
            "hospital-gateway",
            "mongo",
            "kafka");

    /** These wait for the usual time limits, which are days. */
    private static final Set<Story> WITHOUT_TIME_LIMITS =
            EnumSet.complementOf(EnumSet.of(Story.DOCTOR_NEVER_ANSWERS, Story.NEVER_SIGNED));

    private static final int PLANNED = 600;
    private static final int AT_ONCE = 8;

    @Test
    void nothing_accepted_is_lost_and_nothing_is_granted_twice() throws Exception {
        Path root = Path.of("..").toAbsolutePath().normalize();
        Site site = new Site(root, "killed", new Ports(3000));
        Duration morning = Day.morning();
        Map<String, String> environment = new HashMap<>(Settings.WITHOUT_RATES);
        environment.put("CARECONTACT_CLOCK_OFFSET", morning.toString());
        environment.put("CARECONTACT_SWEEPEVERY", "5s");
        Path shapes = site.home().resolve("shapes.jsonl");
        Settings settings = Settings.FRESH.withEnvironment(environment).withShapes(shapes);
        try (Installation installation = Installation.at(site, settings, System.out::println)) {
            installation.start(System.currentTimeMillis());
            try (Day day = new Day(installation, morning, System.out::println);
                    ExecutorService executor = Executors.newFixedThreadPool(1 + AT_ONCE)) {
                List<Visit> visits = Plan.day(installation.population(), 7, PLANNED, "K").stream()
                        .filter(visit -> WITHOUT_TIME_LIMITS.contains(visit.story()))
                        .toList();
                day.open();
                day.encounters(visits);
                Future<?> killed = executor.submit(() -> DOOMED.forEach(name -> kill(installation, name)));
                Queue<Visit> waiting = new ConcurrentLinkedQueue<>(visits);
                List<Cast.Result> results = new ArrayList<>();
                Callable<List<Cast.Result>> player = () -> playUntil(killed, day, waiting);
                for (Future<List<Cast.Result>> played : executor.invokeAll(Collections.nCopies(AT_ONCE, player))) {
                    results.addAll(played.get());
                }
                killed.get();
                Report report = day.checked(results);
                assertThat(report.failures())
                        .as(String.join("\n", report.lines()))
                        .isEmpty();
                assertThat(results).hasSizeGreaterThan(AT_ONCE);
                System.out.println(results.size() + " stories were played meanwhile");
                // A query that was never tried on a MongoDB: CONTRIBUTING says where to list it.
                assertThat(ShapeList.ours().unlisted(shapes)).isEmpty();
            }
        } finally {
            Folders.delete(site.home());
        }
    }

    private static List<Cast.Result> playUntil(Future<?> killed, Day day, Queue<Visit> waiting)
            throws InterruptedException {
        List<Cast.Result> results = new ArrayList<>();
        for (Visit next = waiting.poll(); next != null; next = killed.isDone() ? null : waiting.poll()) {
            results.addAll(day.play(List.of(next), 1));
        }
        return results;
    }

    private static void kill(Installation installation, String name) {
        installation.kill(name);
        await().atMost(Duration.ofSeconds(120))
                .until(() -> installation.processes().stream()
                        .anyMatch(process -> process.name().equals(name) && process.restarts() > 0 && process.ready()));
    }
}
