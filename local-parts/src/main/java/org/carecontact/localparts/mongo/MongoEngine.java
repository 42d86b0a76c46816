package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Holds the documents, their journal and the port on which they are served. */
final class MongoEngine implements AutoCloseable {

    private final Backend backend;
    private final EventLoopGroup threads =
            new MultiThreadIoEventLoopGroup(0, new DefaultThreadFactory("mongo", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private MongoEngine(Store store, int port, CommandListener commands) {
        backend = new Backend(store, commands);
        try {
            listener = new ServerBootstrap()
                    .group(threads)
                    .channel(NioServerSocketChannel.class)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline()
                                    .addLast(new Answers(store))
                                    .addLast(new MongoWireReplyEncoder())
                                    .addLast(new MongoWireMessageEncoder())
                                    .addLast(new MongoWireProtocolHandler())
                                    .addLast(new MongoDatabaseHandler(backend, connections))
                                    .addLast(new MongoExceptionHandler());
                        }
                    })
                    .bind(new InetSocketAddress("127.0.0.1", port))
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException e) {
            threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            backend.close();
            throw e;
        }
    }

    /** Starts an engine that forgets everything when it is closed; with port 0 it chooses its own. */
    static MongoEngine inMemory(int port, CommandListener commands) {
        return new MongoEngine(Store.inMemory(), port, commands);
    }

    /** Starts an engine that answers only from the folder's journal, with a cache of about this many bytes. */
    static MongoEngine durable(Path folder, int port, long cacheBytes, CommandListener commands) {
        return new MongoEngine(Store.open(folder, cacheBytes), port, commands);
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.close().syncUninterruptibly();
        threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        backend.close();
    }
}
