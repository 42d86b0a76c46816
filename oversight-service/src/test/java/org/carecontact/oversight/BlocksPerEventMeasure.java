package org.carecontact.oversight;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.carecontact.testsupport.Installation;
import org.junit.jupiter.api.Test;

class BlocksPerEventMeasure {

    @Test
    void measure() throws Exception {
        Installation.shared().createTopics(6, Topics.ALL.toArray(String[]::new));
        StringBuilder out = new StringBuilder();
        try (Service service = new Service();
                Events events = new Events()) {
            service.with("spring.kafka.consumer.fetch-max-wait", "1s");
            try (var running = service.start()) {
                var meters = running.getBean(MeterRegistry.class);
                for (int rate : List.of(1, 5, 20, 100)) {
                    double b0 = meters.counter("carecontact.ledger.blocks").count();
                    double e0 = meters.counter("carecontact.ledger.entries").count();
                    int flows = Math.min(rate * 15, 600);
                    try (var timer = Executors.newScheduledThreadPool(2)) {
                        for (int i = 0; i < flows; i++) {
                            long at = i * 1000L / rate;
                            var story = events.story("tongren");
                            List<Runnable> steps = new ArrayList<>(story.steps());
                            for (int k = 0; k < steps.size(); k++) {
                                var _ = timer.schedule(steps.get(k), at + k * 150L, TimeUnit.MILLISECONDS);
                            }
                        }
                    }
                    events.flush();
                    double want = e0 + flows * 11;
                    await().atMost(Duration.ofSeconds(180))
                            .until(() ->
                                    meters.counter("carecontact.ledger.entries").count() >= want);
                    double b = meters.counter("carecontact.ledger.blocks").count() - b0;
                    out.append("rate " + rate + "/s flows " + flows + " blocks " + b + " per flow " + b / flows
                            + " per event " + b / flows / 11 + "\n");
                }
                double b0 = meters.counter("carecontact.ledger.blocks").count();
                double e0 = meters.counter("carecontact.ledger.entries").count();
                int flows = 10000;
                long t0 = System.nanoTime();
                for (int i = 0; i < flows; i++) {
                    events.story("tongren").granted();
                }
                events.flush();
                long t1 = System.nanoTime();
                double want = e0 + flows * 11.0;
                await().atMost(Duration.ofSeconds(180))
                        .until(() ->
                                meters.counter("carecontact.ledger.entries").count() >= want);
                double b = meters.counter("carecontact.ledger.blocks").count() - b0;
                out.append("burst flows " + flows + " blocks " + b + " per flow " + b / flows + " per event "
                        + b / flows / 11 + " produce s " + (t1 - t0) / 1e9 + " done s " + (System.nanoTime() - t0) / 1e9
                        + "\n");
                var ledger = running.getBean(Ledger.class);
                for (int i = 0; i < 3; i++) {
                    t0 = System.nanoTime();
                    var f = ledger.figures(Optional.empty(), java.time.Instant.EPOCH, 100_000);
                    out.append("figures of " + f.total().submitted() + " in ms " + (System.nanoTime() - t0) / 1_000_000
                            + "\n");
                }
                t0 = System.nanoTime();
                ledger.figures(Optional.empty(), java.time.Instant.EPOCH, 3000);
                out.append("figures in passes ms " + (System.nanoTime() - t0) / 1_000_000 + "\n");
                var story = events.story("tongren").granted();
                events.flush();
                await().until(() -> ledger.ofRequest("tongren", story.request()).size() == 11);
                for (int i = 0; i < 3; i++) {
                    t0 = System.nanoTime();
                    ledger.ofRequest("tongren", story.request());
                    out.append("case ms " + (System.nanoTime() - t0) / 1_000_000 + "\n");
                }
                t0 = System.nanoTime();
                var report = running.getBean(Verification.class)
                        .verify(Optional.empty(), Optional.empty(), Optional.empty());
                out.append("verify " + report.ok() + " blocks " + report.blocks() + " entries " + report.entries()
                        + " ms " + (System.nanoTime() - t0) / 1_000_000 + "\n");
                long bytes = service.blocks().find().into(new ArrayList<>()).stream()
                        .mapToLong(d -> d.toBsonDocument().toString().length())
                        .sum();
                out.append("bytes per entry about " + bytes / report.entries() + "\n");
            }
        }
        java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/measure.txt"), out);
    }
}
