package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the process that listens on a port, if this user may see it. */
final class PortOwner {

    private PortOwner() {}

    /**
     * Checks every port of the site before anything is started.
     *
     * @throws StartFailed with the owner of each port that is taken
     */
    static void requireFree(Site site) {
        List<String> taken = site.ports().all().entrySet().stream()
                .filter(port -> !org.carecontact.localparts.Ports.isFree(port.getKey()))
                .map(port -> "port %d (%s) is taken by %s"
                        .formatted(port.getKey(), port.getValue(), describe(port.getKey())))
                .toList();
        if (!taken.isEmpty()) {
            throw StartFailed.inTheWay(
                    "%s; free it, or move all ports of CareContact: ./carecontact %s --port-offset 200"
                            .formatted(String.join(", ", taken), site.name()));
        }
    }

    /** The name and number of the process for the person at the terminal, or "another process". */
    private static String describe(int port) {
        return find(port)
                .map(handle -> "process %d (%s)"
                        .formatted(
                                handle.pid(),
                                handle.info()
                                        .command()
                                        .map(command ->
                                                Path.of(command).getFileName().toString())
                                        .orElse("name unknown")))
                .orElse("another process");
    }

    /** Linux tells through /proc; elsewhere the owner stays unknown. */
    private static Optional<ProcessHandle> find(int port) {
        Set<String> sockets = new HashSet<>();
        sockets.addAll(listening(Path.of("/proc/net/tcp"), port));
        sockets.addAll(listening(Path.of("/proc/net/tcp6"), port));
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .filter(handle -> holdsOneOf(handle.pid(), sockets))
                .findFirst();
    }

    private static Set<String> listening(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        if (Files.isReadable(table)) {
            try {
                for (String line : Files.readAllLines(table)) {
                    // sl local_address rem_address st … inode; 0A is LISTEN.
                    String[] words = line.strip().split("\\s+");
                    if (words.length > 9 && words[3].equals("0A") && words[1].endsWith(":%04X".formatted(port))) {
                        sockets.add("socket:[" + words[9] + "]");
                    }
                }
            } catch (IOException _) {
                return Set.of();
            }
        }
        return sockets;
    }

    private static boolean holdsOneOf(long pid, Set<String> sockets) {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return open.anyMatch(file -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(file).toString());
                } catch (IOException _) {
                    return false;
                }
            });
        } catch (IOException _) {
            return false;
        }
    }
}
