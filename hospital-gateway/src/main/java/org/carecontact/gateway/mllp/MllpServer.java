package org.carecontact.gateway.mllp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hospital's port: bound to one address, with a limit of connections and a thread for each. */
final class MllpServer {

    private static final Logger log = LoggerFactory.getLogger(MllpServer.class);

    private final Feed feed;
    private final GatewayProperties.Mllp limits;
    private final ServerSocket socket;
    private final ExecutorService threads;
    private final Set<MllpLine> lines = ConcurrentHashMap.newKeySet();
    private final Phaser running = new Phaser(1);

    private MllpServer(Feed feed, GatewayProperties.Mllp limits, ServerSocket socket, ExecutorService threads) {
        this.feed = feed;
        this.limits = limits;
        this.socket = socket;
        this.threads = threads;
    }

    /** Binds the port; nobody is answered before {@link #start}. */
    static MllpServer bind(Feed feed, GatewayProperties.Mllp limits, ExecutorService threads) {
        int port = feed.port();
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            try {
                socket.bind(new InetSocketAddress(limits.address(), port));
            } catch (BindException e) {
                socket.close();
                throw new IllegalStateException(
                        "MLLP port " + port + " of " + feed.hospital() + " can't be bound: " + e.getMessage(), e);
            }
            return new MllpServer(feed, limits, socket, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        running.register();
        threads.execute(() -> {
            try {
                while (!socket.isClosed()) {
                    accept();
                }
            } finally {
                running.arriveAndDeregister();
            }
        });
    }

    private void accept() {
        try {
            Socket accepted = socket.accept();
            if (lines.size() >= limits.connections()) {
                feed.meters().turnedAway();
                accepted.close();
                return;
            }
            accepted.setKeepAlive(true);
            accepted.setTcpNoDelay(true);
            MllpLine line = new MllpLine(accepted, limits, feed);
            lines.add(line);
            running.register();
            if (socket.isClosed()) {
                line.close(); // stop() may have gone through the lines before this one was there
            }
            feed.meters().connections(lines.size());
            threads.execute(() -> {
                try {
                    line.run();
                } finally {
                    lines.remove(line);
                    feed.meters().connections(lines.size());
                    running.arriveAndDeregister();
                }
            });
        } catch (IOException | RuntimeException e) {
            if (!socket.isClosed()) {
                log.atWarn()
                        .addKeyValue("hospital", feed.hospital())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("a connection could not be accepted");
            }
        }
    }

    /** Gives the port back and ends all connections; what is being stored is still stored. */
    void stop() {
        close();
        lines.forEach(MllpLine::close);
    }

    void awaitEnd() {
        running.arriveAndAwaitAdvance();
        lines.forEach(MllpLine::close);
    }

    /** Releases the port. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
