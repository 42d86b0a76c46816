package org.carecontact.testsupport;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/** Answers a write only after a commit that began when the write was done; concurrent writes share one commit. */
final class DurableBackend extends H2Backend {

    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "killcursors",
            "aggregate",
            "count",
            "distinct",
            "ismaster",
            "hello",
            "ping",
            "buildinfo",
            "listcollections",
            "listindexes",
            "listdatabases",
            "serverstatus",
            "whatsmyuri",
            "endsessions");

    private final ReentrantReadWriteLock store = new ReentrantReadWriteLock();
    private long finished;
    private long durable;
    private boolean committing;

    private DurableBackend(MVStore store) {
        super(store);
    }

    static DurableBackend open(Path file, int cacheMegabytes) {
        return new DurableBackend(new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .cacheSize(cacheMegabytes)
                .open());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        if (READS.contains(command.toLowerCase(Locale.ROOT))) {
            return super.handleCommand(channel, database, command, query);
        }
        Document answer;
        store.readLock().lock();
        try {
            answer = super.handleCommand(channel, database, command, query);
        } finally {
            store.readLock().unlock();
        }
        awaitCommit();
        return answer;
    }

    private void awaitCommit() {
        long mine;
        synchronized (this) {
            mine = ++finished;
            while (committing && durable < mine) {
                waitForCommit();
            }
            if (durable >= mine) {
                return;
            }
            committing = true;
        }
        long upTo = 0;
        try {
            store.writeLock().lock();
            try {
                synchronized (this) {
                    upTo = finished;
                }
                commit();
            } finally {
                store.writeLock().unlock();
            }
        } finally {
            synchronized (this) {
                durable = Math.max(durable, upTo);
                committing = false;
                notifyAll();
            }
        }
    }

    private void waitForCommit() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server is stopping", e);
        }
    }
}
