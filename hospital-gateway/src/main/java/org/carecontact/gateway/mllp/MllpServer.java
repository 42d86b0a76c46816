package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.app.ActiveConnection;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.llp.LLPException;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HAPI's server on one hospital's port: bound to one address, with a limit of connections. */
final class MllpServer extends HL7Service {

    private static final Logger log = LoggerFactory.getLogger(MllpServer.class);
    private static final int LOOK_UP_EVERY_MILLIS = 500;

    private final Feed feed;
    private final GatewayProperties.Mllp limits;
    private final Postponed parser;
    private final ServerSocket socket;

    private MllpServer(
            Feed feed, GatewayProperties.Mllp limits, Postponed parser, ServerSocket socket, ExecutorService threads) {
        super(parser, new MinLowerLayerProtocol(), threads);
        this.feed = feed;
        this.limits = limits;
        this.parser = parser;
        this.socket = socket;
    }

    /** Binds the port; nobody is answered before {@link #start}. */
    static MllpServer bind(Feed feed, GatewayProperties.Mllp limits, ExecutorService threads) {
        int port = feed.sender().port();
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.setSoTimeout(LOOK_UP_EVERY_MILLIS);
            try {
                socket.bind(new InetSocketAddress(limits.address(), port));
            } catch (BindException e) {
                socket.close();
                throw new IllegalStateException(
                        "MLLP port " + port + " of " + feed.sender().hospital() + " can't be bound: " + e.getMessage(),
                        e);
            }
            MllpServer server = new MllpServer(feed, limits, new Postponed(), socket, threads);
            server.registerApplication(feed);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void handle() {
        try {
            Socket accepted = socket.accept();
            if (open() >= limits.connections()) {
                feed.meters().turnedAway();
                accepted.close();
                return;
            }
            accepted.setKeepAlive(true);
            accepted.setTcpNoDelay(true);
            newConnection(new ActiveConnection(
                    parser, new MllpLine(accepted, limits, feed), accepted, getExecutorService(), true));
            feed.meters().connections(open());
        } catch (SocketTimeoutException _) {
            feed.meters().connections(open());
        } catch (IOException | LLPException | RuntimeException e) {
            // One lost connection; HAPI would end the whole server on an unchecked exception.
            if (isRunning()) {
                log.atWarn()
                        .addKeyValue("hospital", feed.sender().hospital())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("a connection could not be accepted");
            }
        }
    }

    @Override
    protected void afterTermination() {
        super.afterTermination();
        close();
    }

    /** Releases the port. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized int open() {
        return (int) getRemoteConnections().stream().filter(Connection::isOpen).count();
    }
}
