package org.carecontact.localparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds and checks TCP ports of the loopback interface. */
public final class Ports {

    private Ports() {}

    /** Returns a port on which nobody listens now. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a server could listen on the port now; one left in TIME_WAIT counts as free. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Throws an IllegalStateException when somebody listens on the port. */
    public static void requireFree(String who, int port) {
        if (!isFree(port)) {
            throw new IllegalStateException("%s cannot start: port %d is taken".formatted(who, port));
        }
    }
}
