package org.carecontact.gateway.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.DoorOpener;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.refused.Refusals;
import org.carecontact.kernel.Kernel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Watches the folders of feeds. A file {@code NAME.csv} is taken once {@code NAME.csv.done} lies beside it, so that nobody
 * takes half of it; the marker becomes {@code NAME.csv.taken}. Files are taken in the order of their markers' times.
 */
@Component
final class FolderOpener implements DoorOpener {

    private static final Logger log = LoggerFactory.getLogger(FolderOpener.class);
    private static final String DONE = ".done";
    private static final long LOOK_EVERY_MILLIS = 500;

    private final Map<Door, LineTaker> takers = new EnumMap<>(Door.class);
    private final Refusals refusals;
    private final Clock clock;

    FolderOpener(List<LineTaker> takers, Refusals refusals, Kernel kernel) {
        takers.forEach(taker -> this.takers.put(taker.door(), taker));
        this.refusals = refusals;
        this.clock = kernel.clock();
    }

    @Override
    public Set<Door> doors() {
        return takers.keySet();
    }

    @Override
    public OpenDoor open(Feed feed) {
        Path folder = Objects.requireNonNull(feed.file().folder());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(feed.file().id() + ": the folder can't be made", e);
        }
        Watch watch =
                new Watch(feed, Objects.requireNonNull(takers.get(feed.dialect().door())), folder);
        watch.start();
        return watch;
    }

    /** One folder. */
    private final class Watch implements OpenDoor {

        private final Feed feed;
        private final LineTaker taker;
        private final Path folder;
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("files-", 0).daemon().factory());
        private volatile boolean stopped;

        Watch(Feed feed, LineTaker taker, Path folder) {
            this.feed = feed;
            this.taker = taker;
            this.folder = folder;
        }

        void start() {
            var _ = thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            try {
                for (Path marker : markers()) {
                    tryToTake(marker);
                }
            } catch (IOException | RuntimeException e) {
                notNow(e);
            }
        }

        /** A file that the disk does not give is in nobody's way; a store that is away is in everybody's. */
        private void tryToTake(Path marker) {
            try {
                take(marker);
            } catch (IOException e) {
                notNow(e);
            }
        }

        private void notNow(Exception e) {
            if (!stopped) {
                log.atWarn()
                        .addKeyValue("hospital", feed.hospital())
                        .addKeyValue("feed", feed.file().name())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("a file could not be taken now; it goes on where it stopped");
            }
        }

        private List<Path> markers() throws IOException {
            String ending = "." + taker.door().word() + DONE;
            List<Path> markers;
            try (Stream<Path> files = Files.list(folder)) {
                markers = files.filter(file -> file.toString().endsWith(ending)).toList();
            }
            Map<Path, FileTime> times = new TreeMap<>();
            for (Path marker : markers) {
                times.put(marker, Files.getLastModifiedTime(marker));
            }
            return times.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private void take(Path marker) throws IOException {
            String name = marker.getFileName().toString();
            Path file = folder.resolve(name.substring(0, name.length() - DONE.length()));
            if (stopped || !Files.isRegularFile(file)) {
                return;
            }
            if (new FileRun(feed, taker, refusals, clock, file).run(() -> stopped)) {
                Files.move(
                        marker,
                        folder.resolve(file.getFileName() + ".taken"),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }

        @Override
        public void close() {
            stopped = true;
            thread.shutdown();
            try {
                if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
