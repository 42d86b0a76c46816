package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All databases; an answer goes out only when the changes that it shows are durable. */
final class Backend extends AbstractMongoBackend {

    private static final Set<String> ABOUT_ONE_COLLECTION =
            Set.of("find", "insert", "update", "delete", "findAndModify", "findandmodify", "count", "distinct");
    private static final Set<String> ABOUT_NOTHING_STORED = Set.of(
            "ismaster", "isMaster", "hello", "ping", "buildInfo", "buildinfo", "getMore", "killCursors", "endSessions");
    private static final int BATCH = 1000;

    private final Store store;
    private final CommandListener listener;
    private final Map<String, Database> databases = new ConcurrentHashMap<>();

    Backend(Store store, CommandListener listener) {
        super(Clock.systemUTC());
        this.store = store;
        this.listener = listener;
        store.mapNames().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .forEach(this::resolveDatabase);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        listener.received(database, command, query);
        if (command.equals("find") || command.equals("getMore")) {
            query.putIfAbsent("batchSize", BATCH);
        }
        try {
            return super.handleCommand(channel, database, command, query);
        } finally {
            Answers.holdUntil(channel, lastSeen(database, command, query));
        }
    }

    /**
     * Returns the number of the last change that the answer may show. Reads wait for it too, so that nobody acts on a
     * change that could still be lost.
     */
    private long lastSeen(String database, String command, Document query) {
        if (ABOUT_NOTHING_STORED.contains(command)) {
            return 0;
        }
        Database known = databases.get(database);
        return known != null
                        && ABOUT_ONE_COLLECTION.contains(command)
                        && query.get(command) instanceof String collection
                ? known.lastChange(collection)
                : store.appended();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return databases.computeIfAbsent(databaseName, name -> new Database(name, store, getCursorRegistry()));
    }

    @Override
    public void dropDatabase(String database) {
        super.dropDatabase(database);
        databases.remove(database);
    }

    @Override
    public void close() {
        super.close();
        store.close();
    }
}
