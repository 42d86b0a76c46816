package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carecontact.localparts.Folders;

/** Shows and stops an installation from another process. */
public final class Watching {

    private static final Duration TO_STOP = Duration.ofSeconds(60);

    private Watching() {}

    /** A living process of the installation. */
    public record Known(String name, long pid, long residentKib, Duration alive) {}

    public static List<Known> processes(Site site) {
        return KnownProcess.all(site).values().stream()
                .map(known -> new Known(
                        known.name(),
                        known.handle().pid(),
                        known.residentKib(),
                        known.handle()
                                .info()
                                .startInstant()
                                .map(start -> Duration.between(start, Instant.now()))
                                .orElse(Duration.ZERO)))
                .toList();
    }

    /** Lets the supervisor stop everything, or stops it when there is none. Returns whether nothing is left. */
    public static boolean down(Site site, Progress progress) {
        Map<String, KnownProcess> all = KnownProcess.all(site);
        if (all.isEmpty()) {
            progress.say("CareContact is not up.");
            return true;
        }
        KnownProcess supervisor = all.get(Installation.SUPERVISOR);
        if (supervisor != null) {
            progress.say("stopping process %d and all it started …"
                    .formatted(supervisor.handle().pid()));
            supervisor.stop(TO_STOP);
        }
        // The supervisor was killed, just now or earlier.
        List<KnownProcess> left = new ArrayList<>(KnownProcess.all(site).values());
        if (!left.isEmpty()) {
            progress.say("stopping what was left without a supervisor: "
                    + String.join(", ", left.stream().map(KnownProcess::name).toList()));
            KnownProcess.stop(left.stream().map(KnownProcess::handle).toList(), Duration.ofSeconds(15));
        }
        try {
            Files.deleteIfExists(site.endpoints());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Folders.delete(site.pids());
        progress.say("CareContact is down; its data stays in .carecontact/" + site.name() + ".");
        return KnownProcess.all(site).isEmpty();
    }
}
