package org.carecontact.localparts.mongo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.carecontact.localparts.OwnProcess;
import org.carecontact.localparts.Ports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A server that speaks MongoDB's wire protocol, in this JVM, on loopback. */
public final class MongoServer implements AutoCloseable {

    private static final int CACHE_MB = 32;

    private final MongoEngine engine;

    private MongoServer(MongoEngine engine) {
        this.engine = engine;
    }

    /** Starts a server on a port of its own choice that forgets everything when it is closed. */
    public static MongoServer inMemory() {
        return new MongoServer(MongoEngine.inMemory(0, CommandListener.NONE));
    }

    /** The same, which writes the shape of every query and update into a file, one a line. */
    public static MongoServer inMemory(Path shapes) {
        return inMemory(CommandShapes.into(shapes));
    }

    /**
     * A server whose acknowledged writes survive a killed process, but not a loss of power.
     *
     * @param file the folder of its journal, made when missing
     * @throws IllegalStateException when the port is taken
     */
    public static MongoServer durable(Path file, int port) {
        return durable(file, port, CACHE_MB, CommandListener.NONE);
    }

    private static MongoServer durable(Path file, int port, int cacheMegabytes, CommandListener listener) {
        if (port != 0) {
            Ports.requireFree("The Mongo server", port);
        }
        return new MongoServer(MongoEngine.durable(file, port, (long) cacheMegabytes << 20, listener));
    }

    /** Starts a server in memory that tells the listener about every command. */
    static MongoServer inMemory(CommandListener listener) {
        return new MongoServer(MongoEngine.inMemory(0, listener));
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

    public static void main(String[] args) {
        System.exit(new CommandLine(new Start()).execute(args));
    }

    @Command(name = "MongoServer", description = "Serves the documents of a folder until SIGTERM.")
    @SuppressWarnings("NullAway.Init")
    private static final class Start implements Callable<Integer> {

        @Option(names = "--file", required = true, description = "the folder of its journal, made when missing")
        private Path file;

        @Option(names = "--port", required = true)
        private int port;

        @Option(names = "--cache-mb", defaultValue = "32", description = "memory for documents written last")
        private int cacheMegabytes;

        @Option(names = "--shapes", description = "a file for the shape of every query and update, one a line")
        private @Nullable Path shapes;

        @Override
        public Integer call() throws InterruptedException {
            return OwnProcess.run("The Mongo server", () -> {
                CommandListener listener = shapes == null ? CommandListener.NONE : CommandShapes.into(shapes);
                return durable(file, port, cacheMegabytes, listener);
            });
        }
    }
}
