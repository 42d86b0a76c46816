package org.carecontact.sandbox.installation;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The smallest part: it writes a file, opens a port and waits, or ends at once with a word. */
final class Doorman {

    static final String CLASSES = Path.of(URI.create(Doorman.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()))
            .toString();

    private Doorman() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("refuse")) {
            System.out.println("I would rather not");
            System.exit(7);
        }
        Files.writeString(Path.of("visitors"), "nobody yet");
        try (ServerSocket socket = new ServerSocket(Integer.parseInt(args[0]), 1, InetAddress.getByName("127.0.0.1"))) {
            while (true) {
                socket.accept().close();
            }
        }
    }

    static Part at(int port) {
        return part(String.valueOf(port), () -> Parts.connects(port));
    }

    static Part refusing() {
        return part("refuse", () -> false);
    }

    private static Part part(String argument, Part.Probe ready) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Part(
                "doorman",
                "nowhere",
                List.of(
                        java,
                        "-Xmx16m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        CLASSES,
                        Doorman.class.getName(),
                        argument),
                Map.of(),
                ready);
    }
}
