package org.carecontact.sandbox.installation;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.carecontact.localparts.Folders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts parts as processes, restarts those that die, and stops them group by group. */
final class Supervisor {

    private static final Duration TO_BE_READY = Duration.ofSeconds(120);
    private static final Duration TO_STOP = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final JsonMapper JSON = new JsonMapper();
    private static final long OLD_LOG = 20L << 20;

    private final Site site;
    private final Progress progress;
    private final Map<String, Child> children = new ConcurrentSkipListMap<>();
    private volatile boolean stopping;

    Supervisor(Site site, Progress progress) {
        this.site = site;
        this.progress = progress;
    }

    /**
     * Returns when the part is ready; from then on it is started again whenever it ends.
     *
     * @throws StartFailed when it ends or is not ready within two minutes
     */
    void start(Part part) {
        Child child = new Child(part);
        spawn(child);
        try {
            awaitReady(child);
            progress.say("  %-21s ready after %4.1f s".formatted(part.name(), child.readyAfter.toMillis() / 1e3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StartFailed.broken("interrupted while starting " + part.name());
        }
        Thread.ofVirtual().name("watch-" + part.name()).start(() -> watch(child));
    }

    Collection<Child> children() {
        return List.copyOf(children.values());
    }

    Child child(String name) {
        Child child = children.get(name);
        if (child == null) {
            throw new IllegalArgumentException("no part is called " + name + "; there are " + children.keySet());
        }
        return child;
    }

    /** Stops all restarts from now on. */
    void beginToStop() {
        synchronized (this) {
            stopping = true;
        }
    }

    /** Stops all parts of a group at once and kills those that have not ended within 15 s. */
    void stop(Set<String> names) {
        List<ProcessHandle> handles = new ArrayList<>();
        for (Child child : children.values()) {
            if (names.contains(child.part.name())) {
                handles.add(child.process.toHandle());
            }
        }
        if (!KnownProcess.stop(handles, TO_STOP)) {
            progress.say("not all of %s stopped within %d s: killed"
                    .formatted(names.stream().sorted().collect(Collectors.joining(", ")), TO_STOP.toSeconds()));
        }
        names.forEach(name -> KnownProcess.forget(site, name));
    }

    private void spawn(Child child) {
        synchronized (this) {
            if (stopping) {
                throw StartFailed.broken("stopping: " + child.part.name() + " is not started any more");
            }
            child.spawned = System.nanoTime();
            child.ready = false;
            child.logged = logged(child.part);
            child.process = launch(child.part);
            children.put(child.part.name(), child);
        }
        KnownProcess.remember(site, child.part.name(), child.process.toHandle());
    }

    /** Returns the size of its log, after an overlong one was put aside. */
    private long logged(Part part) {
        Path log = site.log(part.name());
        try {
            Folders.createPrivate(site.logs());
            if (Files.exists(log) && Files.size(log) > OLD_LOG) {
                Files.move(log, site.log(part.name() + ".old"), StandardCopyOption.REPLACE_EXISTING);
            }
            Folders.createPrivateFile(log);
            return Files.size(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(Part part) {
        // Ctrl-C reaches the whole foreground group: the parts must not hear it, or the broker is gone before its
        // clients.
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; umask 077; exec \"$0\" \"$@\""));
        command.addAll(part.command());
        command.add(4, KnownProcess.mark(site, part.name()));
        try {
            Folders.createPrivate(site.data());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(site.data().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            site.log(part.name()).toFile()));
            builder.environment().putAll(part.environment());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Child child) throws InterruptedException {
        Process process = child.process;
        String name = child.part.name();
        while (!answers(child.part)) {
            if (stopping) {
                throw StartFailed.broken("stopped before " + name + " was ready");
            }
            if (!process.isAlive()) {
                throw StartFailed.broken("%s %s before it was ready; the end of %s says:%n%s"
                        .formatted(name, ending(process.exitValue()), site.log(name), tail(child)));
            }
            if (child.age().compareTo(TO_BE_READY) > 0) {
                throw StartFailed.broken(
                        "%s is not ready after %d s; see %s".formatted(name, TO_BE_READY.toSeconds(), site.log(name)));
            }
            Thread.sleep(LOOK_EVERY);
        }
        child.readyAfter = child.age();
        child.ready = true;
    }

    private static boolean answers(Part part) throws InterruptedException {
        try {
            return part.ready().answers();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception _) {
            return false; // Nobody listens yet.
        }
    }

    private void watch(Child child) {
        int quickEnds = 0;
        while (true) {
            try {
                int code = child.process.waitFor();
                if (stopping) {
                    return;
                }
                child.ready = false;
                quickEnds = child.age().compareTo(Duration.ofSeconds(30)) < 0 ? quickEnds + 1 : 0;
                // Restarts at once the first two times, then after longer and longer pauses.
                Duration pause = Duration.ofSeconds(quickEnds < 2 ? 0 : Math.min(30, 1L << (quickEnds - 2)));
                progress.say("%s (process %d) %s: starting it again%s"
                        .formatted(
                                child.part.name(),
                                child.process.pid(),
                                ending(code),
                                pause.isZero() ? "" : " in " + pause.toSeconds() + " s"));
                Thread.sleep(pause);
                spawn(child);
                child.restarts++;
                awaitReady(child);
                progress.say("%s is ready again after %.1f s (process %d)"
                        .formatted(child.part.name(), child.readyAfter.toMillis() / 1e3, child.process.pid()));
            } catch (InterruptedException _) {
                return;
            } catch (StartFailed e) {
                if (stopping) {
                    return;
                }
                progress.say(e.explanation());
                if (child.process.isAlive()) {
                    child.process.destroyForcibly();
                }
            }
        }
    }

    private static String ending(int code) {
        return code > 128 ? "was killed by signal " + (code - 128) : "ended with code " + code;
    }

    /** The last lines that this process wrote; the log may hold those of earlier ones. */
    private String tail(Child child) {
        try (InputStream log = Files.newInputStream(site.log(child.part.name()))) {
            log.skipNBytes(child.logged);
            List<String> lines = new String(log.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - 15), lines.size()).stream()
                    .map(Supervisor::readable)
                    .collect(Collectors.joining("\n"));
        } catch (IOException _) {
            return "  (nothing)";
        }
    }

    /** Returns the level, message and causes of a line of structured log. */
    private static String readable(String line) {
        if (line.startsWith("{")) {
            try {
                JsonNode entry = JSON.readTree(line);
                line = entry.at("/log/level").asString("") + " "
                        + entry.path("message").asString("")
                        + entry.at("/error/stack_trace")
                                .asString("")
                                .lines()
                                .filter(caused -> caused.startsWith("Caused by: "))
                                .reduce((_, last) -> "\n" + last)
                                .orElse("");
            } catch (JacksonException _) {
                // It is shown as it stands.
            }
        }
        return ("  " + (line.length() > 2_000 ? line.substring(0, 2_000) + "…" : line)).replace("\n", "\n  ");
    }

    /** A part and the process that is it at the moment. */
    static final class Child {

        final Part part;
        volatile Process process;
        volatile boolean ready;
        volatile Duration readyAfter = Duration.ZERO;
        volatile int restarts;
        private volatile long spawned;
        private volatile long logged;

        @SuppressWarnings("NullAway.Init") // spawn() sets the process before anybody sees the child.
        private Child(Part part) {
            this.part = part;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - spawned);
        }
    }
}
