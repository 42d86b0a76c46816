package org.carecontact.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.carecontact.localparts.Ports;
import org.netcrusher.core.reactor.NioReactor;
import org.netcrusher.tcp.TcpCrusher;
import org.netcrusher.tcp.TcpCrusherBuilder;

/** A TCP connection that can be cut and healed while both its ends stay up. */
public final class TcpProxy implements AutoCloseable {

    private final NioReactor reactor;
    private final TcpCrusher crusher;

    private TcpProxy(NioReactor reactor, TcpCrusher crusher) {
        this.reactor = reactor;
        this.crusher = crusher;
    }

    /** Listens on a free loopback port and forwards to the given place. */
    public static TcpProxy to(String host, int port) {
        try {
            NioReactor reactor = new NioReactor();
            TcpCrusher crusher = TcpCrusherBuilder.builder()
                    .withReactor(reactor)
                    .withBindAddress("127.0.0.1", Ports.free())
                    .withConnectAddress(host, port)
                    .buildAndOpen();
            return new TcpProxy(reactor, crusher);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return crusher.getBindAddress().getPort();
    }

    /** Resets the open connections and refuses new ones; leaves a cut one as it is. */
    public void cut() {
        if (crusher.isOpen()) {
            crusher.close();
        }
    }

    /** Accepts connections again, on the same port; leaves an open one as it is. */
    public void heal() {
        if (!crusher.isOpen()) {
            crusher.open();
        }
    }

    /** Keeps the connections but lets no byte through: the other end seems to hang. */
    public void freeze() {
        crusher.freeze();
    }

    public void thaw() {
        crusher.unfreeze();
    }

    @Override
    public void close() {
        cut();
        reactor.close();
    }
}
