package org.carecontact.oversight.ledger;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.carecontact.oversight.RunningLedger;
import org.carecontact.oversight.Story;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the ledger costs, printed. */
@Tag("long")
class LedgerMeasurement {

    private static final int EVENTS = 11;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void blocks_per_event_and_the_time_that_answers_take() {
        Installation.shared().createTopics(6, Topics.ofServices().toArray(String[]::new));
        try (RunningLedger ledger = new RunningLedger().with("spring.kafka.consumer.fetch-max-wait", "1s");
                RunningService running = ledger.start()) {
            for (int perSecond : List.of(1, 5, 20, 100)) {
                int flows = Math.min(perSecond * 15, 600);
                count(running, perSecond + " flows a second", flows, () -> steadily(perSecond, flows));
            }
            count(running, "as fast as it goes", 10_000, () -> {
                for (int i = 0; i < 10_000; i++) {
                    Story.at("tongren").granted();
                }
                Story.allIsSaid();
            });
            time("verification", () -> {
                Verification.Report report =
                        running.bean(Verification.class).verify(Optional.empty(), Optional.empty(), Optional.empty());
                return "ok " + report.ok() + ", " + report.blocks() + " blocks, " + report.entries() + " entries";
            });
        }
    }

    /** Each flow takes a second and a half, as people and services do. */
    private static void steadily(int perSecond, int flows) {
        try (ScheduledExecutorService timer = Executors.newScheduledThreadPool(2)) {
            for (int flow = 0; flow < flows; flow++) {
                List<Runnable> steps = Story.at("tongren").steps();
                for (int step = 0; step < steps.size(); step++) {
                    var _ = timer.schedule(
                            steps.get(step), flow * 1000L / perSecond + step * 150L, TimeUnit.MILLISECONDS);
                }
            }
        }
        Story.allIsSaid();
    }

    private static void count(RunningService running, String load, int flows, Runnable work) {
        MeterRegistry meters = running.bean(MeterRegistry.class);
        double blocks = meters.counter("carecontact.ledger.blocks").count();
        double entries = meters.counter("carecontact.ledger.entries").count() + flows * EVENTS;
        long begin = System.nanoTime();
        work.run();
        await().atMost(PATIENCE)
                .until(() -> meters.counter("carecontact.ledger.entries").count() >= entries);
        double written = meters.counter("carecontact.ledger.blocks").count() - blocks;
        System.out.printf(
                "MEASURED %s: %d flows in %.1f s, %.0f blocks, %.2f a flow, %.3f an event%n",
                load, flows, (System.nanoTime() - begin) / 1e9, written, written / flows, written / flows / EVENTS);
    }

    private static void time(String what, Supplier<Object> work) {
        long begin = System.nanoTime();
        Object answer = work.get();
        System.out.printf("MEASURED %s: %d ms, %s%n", what, (System.nanoTime() - begin) / 1_000_000, answer);
    }
}
