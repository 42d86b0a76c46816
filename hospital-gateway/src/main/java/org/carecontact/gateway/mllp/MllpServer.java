package org.carecontact.gateway.mllp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import org.carecontact.gateway.feeds.DoorOpener.OpenDoor;
import org.carecontact.gateway.feeds.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hospital's port: bound to one address, with a limit of connections and a thread for each. */
final class MllpServer implements OpenDoor {

    private static final Logger log = LoggerFactory.getLogger(MllpServer.class);

    private final Feed feed;
    private final Conversation conversation;
    private final MllpProperties limits;
    private final ServerSocket socket;
    private final ExecutorService threads;
    private final Set<MllpLine> lines = ConcurrentHashMap.newKeySet();
    private final Phaser running = new Phaser(1);

    private MllpServer(
            Feed feed, Conversation conversation, MllpProperties limits, ServerSocket socket, ExecutorService threads) {
        this.feed = feed;
        this.conversation = conversation;
        this.limits = limits;
        this.socket = socket;
        this.threads = threads;
    }

    /** Binds the port; nobody is answered before {@link #start}. */
    static MllpServer bind(
            InetAddress address, Feed feed, Conversation conversation, MllpProperties limits, ExecutorService threads) {
        int port = feed.file().port();
        try {
            ServerSocket socket = ListeningSockets.of(feed.file().tls());
            socket.setReuseAddress(true);
            try {
                socket.bind(new InetSocketAddress(address, port));
            } catch (BindException e) {
                socket.close();
                throw new IllegalStateException(
                        feed.file().id() + ": port " + port + " can't be bound: " + e.getMessage(), e);
            }
            return new MllpServer(feed, conversation, limits, socket, threads);
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
            MllpLine line = new MllpLine(accepted, limits, feed.meters(), conversation);
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
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.forEach(MllpLine::close);
        running.arriveAndAwaitAdvance();
        lines.forEach(MllpLine::close);
    }
}
