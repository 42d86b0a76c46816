package org.carecontact.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends the messages of visits over some connections at once; the messages of a visit go over one connection. */
final class FeedLoad {

    private final AtomicInteger lastVisit = new AtomicInteger();

    /** Sends whole visits of new patients, at least so many messages; returns how long it took. */
    Sent send(FeedProtocol protocol, int port, int connections, int messages) throws InterruptedException {
        int visits = Math.ceilDiv(messages, protocol.messagesOfVisit());
        AtomicInteger left = new AtomicInteger(visits);
        List<FeedLine> lines = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                lines.add(protocol.connect(port));
            }
            long begun = System.nanoTime();
            List<Future<?>> all = new ArrayList<>();
            for (FeedLine line : lines) {
                all.add(threads.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        visit(protocol, line, lastVisit.incrementAndGet());
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            return new Sent(visits * protocol.messagesOfVisit(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException("the messages were not taken: " + e.getMessage(), e);
        } finally {
            lines.forEach(FeedLoad::close);
        }
    }

    private static void visit(FeedProtocol protocol, FeedLine line, int visit) throws IOException {
        for (int step = 0; step < protocol.messagesOfVisit(); step++) {
            line.send(protocol.message(step, visit, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        }
    }

    private static void close(FeedLine line) {
        try {
            line.close();
        } catch (IOException _) {
            // The answers are all there.
        }
    }

    /** Messages that were answered, and the time from the first to the last of them. */
    record Sent(int messages, Duration took) {

        double perSecond() {
            return messages * 1e9 / took.toNanos();
        }
    }
}
