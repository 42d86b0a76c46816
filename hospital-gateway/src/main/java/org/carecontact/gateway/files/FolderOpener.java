package org.carecontact.gateway.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.DoorOpener;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Watches the folders of feeds. A file {@code NAME.csv} is taken once {@code NAME.csv.done} lies beside it, so that nobody
 * takes half of it; the marker becomes {@code NAME.csv.taken}.
 */
@Component
final class FolderOpener implements DoorOpener {

    private static final Logger log = LoggerFactory.getLogger(FolderOpener.class);
    private static final String DONE = ".done";
    private static final long LOOK_EVERY_MILLIS = 500;

    private final Intake intake;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Clock clock;

    FolderOpener(Intake intake, Prints prints, PersonalValues values, Births births, Kernel kernel) {
        this.intake = intake;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.clock = kernel.clock();
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.CSV);
    }

    @Override
    public OpenDoor open(Feed feed) {
        Path folder = Objects.requireNonNull(feed.file().folder());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(feed.file().id() + ": the folder can't be made", e);
        }
        Watch watch = new Watch(feed, folder);
        watch.start();
        return watch;
    }

    /** One folder. */
    private final class Watch implements OpenDoor {

        private final Feed feed;
        private final Path folder;
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("files-", 0).daemon().factory());
        private volatile boolean stopped;

        Watch(Feed feed, Path folder) {
            this.feed = feed;
            this.folder = folder;
        }

        void start() {
            var _ = thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            try {
                for (Path marker : markers()) {
                    take(marker);
                }
            } catch (IOException | RuntimeException e) {
                if (!stopped) {
                    feed.meters().unanswered();
                    log.atWarn()
                            .addKeyValue("hospital", feed.hospital())
                            .addKeyValue("feed", feed.file().name())
                            .addKeyValue("error", e.getClass().getSimpleName())
                            .log("a file could not be taken now; it goes on where it stopped");
                }
            }
        }

        private List<Path> markers() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".csv" + DONE))
                        .sorted()
                        .toList();
            }
        }

        private void take(Path marker) throws IOException {
            String name = marker.getFileName().toString();
            Path file = folder.resolve(name.substring(0, name.length() - DONE.length()));
            if (stopped || !Files.isRegularFile(file)) {
                return;
            }
            VisitRows rows =
                    new VisitRows(feed.hospital(), "CSV|" + feed.file().name(), feed.dialect(), prints, values, births);
            if (new FileRun(feed, rows, intake, clock, file).run(() -> stopped)) {
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
