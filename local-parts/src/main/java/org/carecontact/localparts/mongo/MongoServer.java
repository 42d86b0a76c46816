package org.carecontact.localparts.mongo;

import java.nio.file.Path;
import org.carecontact.localparts.Arguments;
import org.carecontact.localparts.OwnProcess;
import org.carecontact.localparts.Ports;

/** A server that speaks MongoDB's wire protocol, in this JVM, on loopback. */
public final class MongoServer implements AutoCloseable {

    private static final String USAGE = "MongoServer --file DIR --port N [--cache-mb 32]";
    private static final int CACHE_MB = 32;

    private final MongoEngine engine;

    private MongoServer(MongoEngine engine) {
        this.engine = engine;
    }

    /** Forgets everything when closed; on a port of its own choice. */
    public static MongoServer inMemory() {
        return new MongoServer(MongoEngine.inMemory(0));
    }

    /**
     * What it has acknowledged survives the process being killed, but not a loss of power.
     *
     * @param file the folder of its journal, made when missing
     * @throws IllegalStateException when the port is taken
     */
    public static MongoServer durable(Path file, int port) {
        return durable(file, port, CACHE_MB);
    }

    private static MongoServer durable(Path file, int port, int cacheMegabytes) {
        if (port != 0) {
            Ports.requireFree("The Mongo server", port);
        }
        return new MongoServer(MongoEngine.durable(file, port, (long) cacheMegabytes << 20));
    }

    public String uri(String database) {
        return "mongodb://127.0.0.1:%d/%s".formatted(port(), database);
    }

    public int port() {
        return engine.port();
    }

    @Override
    public void close() {
        engine.close();
    }

    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(args, USAGE);
        OwnProcess.run(
                "The Mongo server",
                () -> durable(
                        Path.of(arguments.text("file")),
                        arguments.number("port"),
                        arguments.number("cache-mb", CACHE_MB)));
    }
}
