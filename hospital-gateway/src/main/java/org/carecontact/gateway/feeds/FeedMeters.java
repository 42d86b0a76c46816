package org.carecontact.gateway.feeds;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.gateway.values.PlainIds;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;

// Longer than 300 lines: a figure after the other.
/** Counts the traffic of one feed since its door was opened. */
public final class FeedMeters {

    private static final int MOST_SENDERS = 64;
    private static final int MOST_CODES = 200;
    private static final Pattern LANDLINE =
            Pattern.compile("(\\+86|0086|86)?[ -]?\\(?0[1-9][0-9]{1,2}\\)?[ -]?[2-9][0-9]{6,7}");
    private static final Pattern CODE = Pattern.compile("[^\\p{Cntrl}]{1,64}");

    /**
     * What one sender sent.
     *
     * @param clockAheadSeconds of the sender's clock before ours, with the last message; null when it told no time
     * @param answers by code, where the door counts them for each sender
     */
    public record Sender(
            Instant lastMessageAt, long messages, @Nullable Long clockAheadSeconds, Map<String, Long> answers) {}

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<String, Counter> answers = new ConcurrentHashMap<>();
    private final Map<String, Sender> senders = new LinkedHashMap<>();
    private final Map<String, Long> unmapped = new LinkedHashMap<>();
    private final Map<String, Long> warnings = new LinkedHashMap<>();
    private final Map<String, Counter> unmappedByKind = new ConcurrentHashMap<>();
    private final Timer time;
    private final Counter unframed;
    private final Counter turnedAway;
    private final Counter notUsed;
    private final Counter unanswered;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private volatile @Nullable Instant lastMessageAt;
    private volatile @Nullable Instant oldestRefused;
    private volatile @Nullable Instant oldestWaiting;

    FeedMeters(FeedFile file, MeterRegistry registry) {
        this.registry = registry;
        this.tags = Tags.of(
                "hospital",
                file.hospital(),
                "feed",
                file.name(),
                "door",
                file.dialect().door().word());
        time = kept(Timer.builder(Metric.FEED_TIME.id())
                .description(Metric.FEED_TIME.description())
                .tags(tags)
                .publishPercentiles(0.5, 0.99)
                .register(registry));
        unframed = counter(Metric.FEED_UNFRAMED);
        turnedAway = counter(Metric.FEED_TURNED_AWAY);
        notUsed = counter(Metric.FEED_NOT_USED);
        unanswered = counter(Metric.FEED_UNANSWERED);
        kept(Gauge.builder(Metric.FEED_CONNECTIONS.id(), connections, AtomicInteger::get)
                .description(Metric.FEED_CONNECTIONS.description())
                .tags(tags)
                .register(registry));
        kept(Gauge.builder(Metric.FEED_WAITING.id(), waiting, AtomicLong::get)
                .description(Metric.FEED_WAITING.description())
                .tags(tags)
                .register(registry));
        kept(Gauge.builder(Metric.FEED_REFUSED.id(), refused, AtomicLong::get)
                .description(Metric.FEED_REFUSED.description())
                .tags(tags)
                .register(registry));
        for (String code : List.of("AA", "AE", "AR")) {
            answers.put(code, answer(code));
        }
        for (String kind : List.of("department", "class")) {
            unmappedByKind.put(kind, unmapped(kind));
        }
    }

    private Counter counter(Metric metric) {
        return kept(Counter.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .register(registry));
    }

    private Counter answer(String code) {
        return kept(Counter.builder(Metric.FEED_MESSAGES.id())
                .description(Metric.FEED_MESSAGES.description())
                .tags(tags.and("ack", code))
                .register(registry));
    }

    private synchronized <M extends Meter> M kept(M meter) {
        meters.add(meter);
        return meter;
    }

    /** The feed is no more. */
    synchronized void forget() {
        meters.forEach(registry::remove);
    }

    public void took(long nanos) {
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts an answer: AA, AE or AR, or what the door has in their place. */
    public void answered(String code, Instant at) {
        answers.computeIfAbsent(code, this::answer).increment();
        lastMessageAt = at;
    }

    /**
     * Notes who sent a message.
     *
     * @param sentAt by the sender's clock; null when it told no time
     */
    public synchronized void heard(String sender, @Nullable Instant sentAt, Instant now) {
        Sender known = senders.remove(sender);
        if (senders.size() >= MOST_SENDERS) {
            senders.remove(senders.keySet().iterator().next());
        }
        senders.put(
                sender,
                new Sender(
                        now,
                        known == null ? 1 : known.messages() + 1,
                        sentAt == null ? null : Duration.between(now, sentAt).toSeconds(),
                        known == null ? Map.of() : known.answers()));
    }

    /** Counts an answer to a sender that was heard. */
    public synchronized void answered(String sender, String code) {
        senders.computeIfPresent(sender, (_, known) -> {
            Map<String, Long> answers = new TreeMap<>(known.answers());
            answers.merge(code, 1L, Long::sum);
            return new Sender(
                    known.lastMessageAt(),
                    known.messages(),
                    known.clockAheadSeconds(),
                    Collections.unmodifiableMap(answers));
        });
    }

    /** A value at this place of a message was of no use, and the rest of the message was taken. */
    public synchronized void warned(String place) {
        if (warnings.size() < MOST_CODES || warnings.containsKey(place)) {
            warnings.merge(place, 1L, Long::sum);
        }
    }

    /**
     * A code of a department that neither the feed's file nor the hospital's list names, or of a class that the file does
     * not name. What is long, or may be a person's number, is counted and not kept.
     */
    public void unmapped(String kind, String code) {
        unmappedByKind.computeIfAbsent(kind, this::unmapped).increment();
        String plain = code.strip();
        if (CODE.matcher(plain).matches() && !LANDLINE.matcher(plain).matches() && PlainIds.isNobodys(plain)) {
            keepUnmapped(kind + " " + plain);
        }
    }

    private Counter unmapped(String kind) {
        return kept(Counter.builder(Metric.FEED_UNMAPPED.id())
                .description(Metric.FEED_UNMAPPED.description())
                .tags(tags.and("kind", kind))
                .register(registry));
    }

    private synchronized void keepUnmapped(String code) {
        if (unmapped.size() < MOST_CODES || unmapped.containsKey(code)) {
            unmapped.merge(code, 1L, Long::sum);
        }
    }

    /** One more refused message is kept. */
    public void refused(Instant at) {
        refused.incrementAndGet();
        if (oldestRefused == null) {
            oldestRefused = at;
        }
    }

    /**
     * What is kept of refused messages, as counted in the store.
     *
     * @param oldest when the oldest came; null for none
     */
    public void refused(long count, @Nullable Instant oldest) {
        refused.set(count);
        oldestRefused = oldest;
    }

    /** One more message waits for another one. */
    public void waits(Instant at) {
        waiting.incrementAndGet();
        if (oldestWaiting == null) {
            oldestWaiting = at;
        }
    }

    /**
     * What waits for another message, as counted in the store.
     *
     * @param oldest when the oldest came; null for none
     */
    public void waiting(long count, @Nullable Instant oldest) {
        waiting.set(count);
        oldestWaiting = oldest;
    }

    public void unframed() {
        unframed.increment();
    }

    public void notUsed() {
        notUsed.increment();
    }

    public void unanswered() {
        unanswered.increment();
    }

    public void turnedAway() {
        turnedAway.increment();
    }

    public void connections(int open) {
        connections.set(open);
    }

    public int connections() {
        return connections.get();
    }

    long countNotUsed() {
        return (long) notUsed.count();
    }

    long countUnanswered() {
        return (long) unanswered.count();
    }

    long countRefused() {
        return refused.get();
    }

    @Nullable
    Instant oldestRefused() {
        return oldestRefused;
    }

    long countWaiting() {
        return waiting.get();
    }

    @Nullable
    Instant oldestWaiting() {
        return oldestWaiting;
    }

    Map<String, Long> acknowledged() {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((code, counter) -> counts.put(code, (long) counter.count()));
        return counts;
    }

    synchronized Map<String, Sender> senders() {
        return new TreeMap<>(senders);
    }

    /** As {@code department 0313}, with how often it came. */
    synchronized Map<String, Long> unmapped() {
        return new TreeMap<>(unmapped);
    }

    /** By place in the message. */
    synchronized Map<String, Long> warnings() {
        return new TreeMap<>(warnings);
    }

    @Nullable
    Instant lastMessageAt() {
        return lastMessageAt;
    }
}
