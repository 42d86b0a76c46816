package org.carecontact.gateway.feeds;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.gateway.feeds.DoorOpener.OpenDoor;
import org.carecontact.kernel.Kernel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Keeps the doors as the files say. A changed file holds from the next message on; one with a mistake changes nothing, and
 * says so in the log and on the feed's page.
 */
@Component
@EnableConfigurationProperties(FeedsProperties.class)
public final class Feeds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Feeds.class);

    /** A feed with its door. */
    private record Running(Feed feed, OpenDoor door) {}

    private final FeedsProperties properties;
    private final Map<Door, DoorOpener> openers = new EnumMap<>(Door.class);
    private final HospitalTopics topics;
    private final MeterRegistry meters;
    private final Instant since;
    private final Map<String, Running> running = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();
    private @Nullable ScheduledExecutorService watch;
    private String state = "";

    Feeds(FeedsProperties properties, List<DoorOpener> openers, KafkaAdmin kafka, Kernel kernel, MeterRegistry meters) {
        this.topics = new HospitalTopics(kafka);
        this.properties = properties;
        openers.forEach(opener -> opener.doors().forEach(door -> this.openers.put(door, opener)));
        this.meters = meters;
        Clock clock = kernel.clock();
        this.since = clock.instant();
    }

    /** The feeds whose doors are open. */
    public synchronized List<Feed> all() {
        return running.values().stream().map(Running::feed).toList();
    }

    /** The open feed of this id, as {@code tongren/his}. */
    public synchronized Optional<Feed> find(String id) {
        return Optional.ofNullable(running.get(id)).map(Running::feed);
    }

    /** What is wrong with files that are not followed, by the feed's id. */
    public synchronized Map<String, String> refused() {
        return Map.copyOf(refused);
    }

    Instant since() {
        return since;
    }

    /** Every file has to be right when the gateway starts; later a mistake changes nothing. */
    @Override
    public synchronized void start() {
        state = FeedFiles.state(properties.folder());
        FeedFiles.Found found = FeedFiles.read(properties.folder());
        if (!found.refused().isEmpty()) {
            throw new IllegalStateException(
                    "feeds with mistakes: " + String.join("; ", found.refused().values()));
        }
        try {
            found.feeds().values().forEach(this::open);
        } catch (RuntimeException e) {
            closeAll();
            throw e;
        }
        ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("feeds-watch").daemon().factory());
        long millis = properties.lookEvery().toMillis();
        var _ = threads.scheduleWithFixedDelay(this::look, 0, millis, TimeUnit.MILLISECONDS);
        watch = threads;
    }

    private void look() {
        try {
            follow();
            topics.make(all().stream().map(Feed::hospital).collect(Collectors.toSet()));
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("the feeds' files can't be read");
        }
    }

    /** Looks at the files once, and follows what has changed. */
    synchronized void follow() {
        String now = FeedFiles.state(properties.folder());
        if (now.equals(state)) {
            return;
        }
        state = now;
        FeedFiles.Found found = FeedFiles.read(properties.folder());
        refused.clear();
        refused.putAll(found.refused());
        refused.values()
                .forEach(problem -> log.atWarn()
                        .addKeyValue("problem", problem)
                        .log("a feed's file has a mistake and is not followed"));
        for (String id : List.copyOf(running.keySet())) {
            if (!found.feeds().containsKey(id) && !found.refused().containsKey(id)) {
                close(id);
            }
        }
        // What gives a port back comes before what takes one.
        Map<String, FeedFile> opened = new HashMap<>();
        for (FeedFile file : found.feeds().values()) {
            Running known = running.get(file.id());
            if (known != null && hasDoorOf(known.feed().file(), file)) {
                known.feed().follow(file);
            } else {
                opened.put(file.id(), file);
            }
        }
        opened.keySet().stream().filter(running::containsKey).toList().forEach(this::close);
        opened.values().forEach(file -> {
            try {
                open(file);
            } catch (RuntimeException e) {
                refused.put(file.id(), String.valueOf(e.getMessage()));
                log.atWarn().addKeyValue("feed", file.id()).log("a feed's door can't be opened");
            }
        });
    }

    private static boolean hasDoorOf(FeedFile known, FeedFile changed) {
        return known.dialect().door() == changed.dialect().door()
                && known.port() == changed.port()
                && Objects.equals(known.folder(), changed.folder())
                && Objects.equals(known.topic(), changed.topic())
                && Objects.equals(known.tls(), changed.tls());
    }

    private void open(FeedFile file) {
        DoorOpener opener = openers.get(file.dialect().door());
        if (opener == null) {
            throw new IllegalStateException(
                    file.id() + ": the door " + file.dialect().door() + " is not built in");
        }
        Feed feed = new Feed(file, new FeedMeters(file, meters));
        running.put(file.id(), new Running(feed, opener.open(feed)));
        log.atInfo()
                .addKeyValue("hospital", file.hospital())
                .addKeyValue("feed", file.id())
                .addKeyValue("door", file.dialect().door().word())
                .addKeyValue("port", file.port())
                .log("a feed's door is open");
    }

    private void close(String id) {
        Running known = running.remove(id);
        if (known != null) {
            known.door().close();
            known.feed().meters().forget();
            log.atInfo().addKeyValue("feed", id).log("a feed's door is closed");
        }
    }

    private void closeAll() {
        List.copyOf(running.keySet()).forEach(this::close);
    }

    @Override
    public void stop() {
        ScheduledExecutorService threads = watch;
        if (threads != null) {
            threads.shutdownNow();
        }
        synchronized (this) {
            watch = null;
            closeAll();
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }
}
