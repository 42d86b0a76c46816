package org.carecontact.gateway.refused;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.refused.Kept.State;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PlainIds;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.metrics.Metrics;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.SealPurposes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what the doors refuse. The answer waits a moment for it and is the same whatever comes of it: a message that can't
 * be kept is counted, and its sender has it still.
 */
@Component
public final class Refusals {

    /** Of a message that is larger, the beginning is kept. */
    static final int LARGEST = 256 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final int THREADS = 2;
    /** Each with a message of {@link #LARGEST} bytes at most. */
    private static final int QUEUED = 64;

    /** After a failure nobody waits for so long. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int TRIMMED_AT_ONCE = 1_000;

    private final KeptDocuments documents;
    private final RefusedProperties properties;
    private final Seal seal;
    private final Prints prints;
    private final Clock clock;
    private final Counter unkept;
    private final Counter displaced;
    private final TimeOrderedIds ids = new TimeOrderedIds();
    /** About how many of a hospital wait; counted anew where it may be too many. */
    private final Map<String, Long> waiting = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED),
            Thread.ofPlatform().name("refused-", 0).daemon().factory());
    private volatile long waitsAgainAt = System.nanoTime();

    Refusals(
            KeptDocuments documents,
            RefusedProperties properties,
            Seal seal,
            Prints prints,
            Kernel kernel,
            MeterRegistry meters) {
        this.documents = documents;
        this.properties = properties;
        this.seal = seal;
        this.prints = prints;
        this.clock = kernel.clock();
        this.unkept = Metrics.counter(meters, Metric.FEED_REFUSED_UNKEPT);
        this.displaced = Metrics.counter(meters, Metric.FEED_REFUSED_DISPLACED);
    }

    /**
     * Keeps a message that a feed refuses; a door calls it before it answers. Returns when the message is durable, or after
     * a moment; never fails.
     *
     * @param what reads what can be read of the message; should it fail, the message is not kept
     */
    public void keep(Feed feed, Supplier<RefusedMessage> what) {
        Future<?> done;
        try {
            RefusedMessage message = what.get();
            Kept kept = kept(feed, message, State.REFUSED);
            String same = same(feed, message);
            done = threads.submit(() -> store(feed, kept, same));
        } catch (RuntimeException e) {
            notKept(feed, e);
            return;
        }
        if (System.nanoTime() - waitsAgainAt < 0) {
            return;
        }
        try {
            done.get(properties.within().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            waitsAgainAt = System.nanoTime() + PAUSE_NANOS;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The same for a door whose sender does not send again: returns when the message is durable.
     *
     * @throws RuntimeException when it can't be kept now
     */
    public void keepOrFail(Feed feed, RefusedMessage message) {
        store(feed, kept(feed, message, State.REFUSED), same(feed, message));
    }

    Kept kept(Feed feed, RefusedMessage message, State state) {
        byte[] bytes = message.bytes();
        Instant now = clock.instant();
        return new Kept(
                ids.next(now),
                feed.hospital(),
                feed.file().id(),
                feed.dialect().door().word(),
                now,
                now,
                1,
                PlainIds.sender(message.sender()),
                PlainIds.message(message.messageId()),
                message.reason(),
                bytes.length,
                bytes.length > LARGEST,
                state,
                message.patients().stream()
                        .map(patient -> prints.of("refused of", feed.hospital(), patient.value()))
                        .distinct()
                        .toList(),
                seal.close(
                        CitizenNumbers.without(text(bytes.length > LARGEST ? Arrays.copyOf(bytes, LARGEST) : bytes)),
                        SealPurposes.refused(feed.hospital())));
    }

    private String same(Feed feed, RefusedMessage message) {
        return prints.of("refused", feed.file().id(), message.sender(), message.messageId(), text(message.bytes()));
    }

    private void store(Feed feed, Kept kept, String same) {
        try {
            if (documents.add(kept, same, null)) {
                feed.meters().refused(kept.at());
                bound(kept.hospital());
            }
        } catch (RuntimeException e) {
            notKept(feed, e);
            throw e;
        }
    }

    private void notKept(Feed feed, RuntimeException e) {
        unkept.increment();
        log.atWarn()
                .addKeyValue("feed", feed.file().id())
                .addKeyValue("error", e.getClass().getSimpleName())
                .log("a refused message could not be kept");
    }

    /** The oldest make room. */
    private void bound(String hospital) {
        long about = waiting.merge(hospital, 1L, Long::sum);
        if (about > 1 && about <= properties.most()) {
            return;
        }
        synchronized (this) {
            long excess = documents.count("hospital", hospital, State.REFUSED).count() - properties.most();
            while (excess > 0) {
                List<String> oldest =
                        documents
                                .page("hospital", hospital, State.REFUSED, "", (int) Math.min(excess, TRIMMED_AT_ONCE))
                                .stream()
                                .map(Kept::id)
                                .toList();
                documents.remove(oldest);
                displaced.increment(oldest.size());
                excess = documents.count("hospital", hospital, State.REFUSED).count() - properties.most();
            }
            waiting.put(hospital, excess + properties.most() + 1);
        }
    }

    byte[] message(Kept kept) {
        byte[] sealed = kept.sealed();
        return sealed == null
                ? new byte[0]
                : seal.open(sealed, SealPurposes.refused(kept.hospital())).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character a byte. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
