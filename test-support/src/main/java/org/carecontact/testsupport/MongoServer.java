package org.carecontact.testsupport;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A server that speaks MongoDB's wire protocol, in this JVM, on loopback. */
public final class MongoServer implements AutoCloseable {

    private static final String USAGE = "MongoServer --file F --port N [--cache-mb 32]";

    private final de.bwaldvogel.mongo.MongoServer server;
    private final int port;

    private MongoServer(de.bwaldvogel.mongo.MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Forgets everything when closed; on a port of its own choice. */
    public static MongoServer inMemory() {
        return start(new MemoryBackend(), 0);
    }

    /** What it has acknowledged is in the file and survives the process being killed. */
    public static MongoServer durable(Path file, int port) {
        return durable(file, port, 32);
    }

    static MongoServer durable(Path file, int port, int cacheMegabytes) {
        if (port != 0) {
            Ports.requireFree("The Mongo server", port);
        }
        return start(DurableBackend.open(file, cacheMegabytes), port);
    }

    private static MongoServer start(MongoBackend backend, int port) {
        var server = new de.bwaldvogel.mongo.MongoServer(backend);
        try {
            server.bind(new InetSocketAddress("127.0.0.1", port), 1, 32);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
        return new MongoServer(server, server.getLocalAddress().getPort());
    }

    public String uri(String database) {
        return "mongodb://127.0.0.1:%d/%s".formatted(port, database);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    public static void main(String[] args) throws Exception {
        var arguments = Arguments.parse(args, USAGE);
        OwnProcess.run(
                "The Mongo server",
                () -> durable(
                        Path.of(arguments.text("file")), arguments.number("port"), arguments.number("cache-mb", 32)));
    }
}
