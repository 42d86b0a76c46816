package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens on a port, as far as this user may know. */
final class PortOwner {

    private PortOwner() {}

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** For a message to the person at the terminal: the name and number of the process, or "another process". */
    static String describe(int port) {
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
        HashSet<String> sockets = new HashSet<String>();
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
        HashSet<String> sockets = new HashSet<String>();
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
