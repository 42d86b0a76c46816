package org.carecontact.sandbox.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.carecontact.localparts.Folders;

/** A process that this installation started, now or in an earlier life; never one that merely got the same number. */
record KnownProcess(String name, ProcessHandle handle) {

    /** A mark at the start of each command line: ps shows which installation started the process. */
    static final String MARK = "-Dcarecontact.part=";

    private static final String COMMANDS = "org.carecontact.sandbox.CareContact";

    static String mark(Site site, String name) {
        return MARK + site.home() + "#" + name;
    }

    /** Remembers it in a file, so that a later start finds it even where command lines cannot be read. */
    static void remember(Site site, String name, ProcessHandle handle) {
        try {
            Folders.createPrivate(site.pids());
            Folders.createPrivateFile(site.pids().resolve(name));
            Files.writeString(site.pids().resolve(name), "%d %d%n".formatted(handle.pid(), started(handle)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void forget(Site site, String name) {
        try {
            Files.deleteIfExists(site.pids().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<KnownProcess> find(Site site, String name) {
        return Optional.ofNullable(all(site).get(name));
    }

    /** Returns all that are alive, by name. */
    static Map<String, KnownProcess> all(Site site) {
        TreeMap<String, KnownProcess> found = new TreeMap<>();
        String mark = mark(site, "");
        // The command lines also show processes whose file was never written.
        ProcessHandle.allProcesses()
                .filter(handle -> handle.pid() != ProcessHandle.current().pid())
                .forEach(handle ->
                        markOf(handle, mark).ifPresent(name -> found.put(name, new KnownProcess(name, handle))));
        for (Path file : files(site.pids())) {
            String name = file.getFileName().toString();
            remembered(file).ifPresent(handle -> found.putIfAbsent(name, new KnownProcess(name, handle)));
        }
        return found;
    }

    private static Optional<String> markOf(ProcessHandle handle, String mark) {
        return handle.info()
                .arguments()
                .flatMap(arguments -> List.of(arguments).stream()
                        .filter(argument -> argument.startsWith(mark))
                        .map(argument -> argument.substring(mark.length()))
                        .findFirst());
    }

    private static Optional<ProcessHandle> remembered(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            long started = Long.parseLong(words[1]);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.pid() != ProcessHandle.current().pid())
                    .filter(handle -> Math.abs(started(handle) - started) < 2_000)
                    // A readable command line without our mark belongs to another program.
                    .filter(handle -> handle.info().arguments().isEmpty()
                            || markOf(handle, MARK).isPresent()
                            || List.of(handle.info().arguments().get()).contains(COMMANDS));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long started(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Sends SIGTERM, and SIGKILL after the patience; returns whether the process ended by itself. */
    boolean stop(Duration patience) {
        return stop(List.of(handle), patience);
    }

    static boolean stop(List<ProcessHandle> handles, Duration patience) {
        handles.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + patience.toNanos();
        List<ProcessHandle> stubborn = new ArrayList<>();
        for (ProcessHandle handle : handles) {
            try {
                handle.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                stubborn.add(handle);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                stubborn.add(handle);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        stubborn.forEach(ProcessHandle::destroyForcibly);
        stubborn.forEach(handle -> handle.onExit().join());
        return stubborn.isEmpty();
    }

    /** Returns the process's resident memory in KiB; 0 where that cannot be read. */
    long residentKib() {
        return resident(handle.pid());
    }

    static long resident(long pid) {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        if (Files.exists(status)) {
            try {
                return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0);
            } catch (IOException _) {
                return 0; // It has just ended.
            }
        }
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
            try (BufferedReader out = ps.inputReader()) {
                return out.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0);
            }
        } catch (IOException _) {
            return 0;
        }
    }
}
