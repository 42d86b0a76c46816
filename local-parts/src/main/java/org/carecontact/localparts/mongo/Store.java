package org.carecontact.localparts.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All maps by name, in memory only or with a journal of at most about twice the size of its content. */
final class Store implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Store.class);

    private static final long SEGMENT = 32L << 20;

    private final Map<String, StoredMap> byName = new ConcurrentHashMap<>();
    private final Map<Integer, StoredMap> byId = new ConcurrentHashMap<>();
    private final AtomicLong live = new AtomicLong();
    private final @Nullable Journal journal;
    private final long segmentBytes;
    private final Thread cleaner = new Thread(this::clean, "journal-cleaner");
    private final Object dirt = new Object();
    private boolean closing;
    private int lastId;

    private Store() {
        journal = null;
        segmentBytes = 0;
    }

    private Store(Path folder, long cacheBytes, long segmentBytes) throws IOException {
        this.segmentBytes = segmentBytes;
        journal = new Journal(folder, cacheBytes, segmentBytes, this::names);
        journal.open(this::replay);
        cleaner.setDaemon(true);
        cleaner.start();
    }

    static Store inMemory() {
        return new Store();
    }

    static Store open(Path folder, long cacheBytes) {
        return open(folder, cacheBytes, SEGMENT);
    }

    static Store open(Path folder, long cacheBytes, long segmentBytes) {
        try {
            return new Store(folder, cacheBytes, segmentBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the map of that name, a new one if need be. */
    StoredMap map(String name) {
        synchronized (byId) {
            StoredMap map = byName.get(name);
            if (map == null) {
                map = add(++lastId, name);
                append(JournalRecord.name(map.id, name), null);
            }
            return map;
        }
    }

    void rename(String from, String to) {
        synchronized (byId) {
            StoredMap map = byName.remove(from);
            if (map != null) {
                map.rename(to);
                byName.put(to, map);
                append(JournalRecord.name(map.id, to), null);
            }
        }
    }

    void drop(String name) {
        synchronized (byId) {
            StoredMap map = byName.remove(name);
            if (map != null) {
                byId.remove(map.id);
                append(JournalRecord.drop(map.id), null);
                map.clear();
            }
        }
    }

    List<String> mapNames() {
        return List.copyOf(byName.keySet());
    }

    long append(JournalRecord change, @Nullable Slot slot) {
        return journal == null ? 0 : journal.append(change, slot, true);
    }

    void appendAgain(JournalRecord change, Slot slot) {
        if (journal != null) {
            journal.append(change, slot, false);
        }
    }

    byte[] read(Slot slot) {
        byte[] bytes = slot.cached();
        return bytes != null || journal == null ? Objects.requireNonNull(bytes) : journal.read(slot);
    }

    void changeLive(long by) {
        live.addAndGet(by);
    }

    long appended() {
        return journal == null ? 0 : journal.appended();
    }

    boolean isDurable(long number) {
        return journal == null || journal.isDurable(number);
    }

    void whenDurable(long number, Journal.Waiter waiter) {
        if (journal == null) {
            waiter.done(null);
        } else {
            journal.whenDurable(number, waiter);
        }
    }

    void commit() {
        if (journal != null) {
            journal.commit();
            if (isDirty(journal)) {
                synchronized (dirt) {
                    dirt.notifyAll();
                }
            }
        }
    }

    private boolean isDirty(Journal journal) {
        return journal.oldest() != null && journal.size() > 2 * (segmentBytes + live.get());
    }

    long size() {
        return journal == null ? live.get() : journal.size();
    }

    @Override
    public void close() {
        if (journal == null) {
            return;
        }
        synchronized (dirt) {
            closing = true;
            dirt.notifyAll();
        }
        try {
            cleaner.join();
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private StoredMap add(int id, String name) {
        StoredMap map = new StoredMap(id, name, this);
        byName.put(name, map);
        byId.put(id, map);
        lastId = Math.max(lastId, id);
        return map;
    }

    private List<JournalRecord> names() {
        return byId.values().stream()
                .map(map -> JournalRecord.name(map.id, map.name()))
                .toList();
    }

    private void replay(Journal.ReplayedRecord found) {
        JournalRecord change = found.change();
        StoredMap map = byId.get(change.map());
        switch (change.type()) {
            case NAME -> {
                if (map == null) {
                    add(change.map(), change.text());
                } else if (!map.name().equals(change.text())) {
                    byName.remove(map.name());
                    map.rename(change.text());
                    byName.put(map.name(), map);
                }
            }
            case DROP -> {
                if (map != null) {
                    byName.remove(map.name());
                    byId.remove(map.id);
                    map.clear();
                }
            }
            // No map: it was dropped, and these changes are in a file that was begun after that.
            case PUT -> {
                if (map != null) {
                    map.replay(Bson.decodeKey(change.key()), found.slot());
                }
            }
            case REMOVE -> {
                if (map != null) {
                    map.replay(Bson.decodeKey(change.key()), null);
                }
            }
        }
    }

    private void clean() {
        Journal journal = Objects.requireNonNull(this.journal);
        while (true) {
            synchronized (dirt) {
                while (!closing && !isDirty(journal)) {
                    try {
                        dirt.wait();
                    } catch (InterruptedException e) {
                        log.debug("woken for nothing", e);
                    }
                }
                if (closing) {
                    return;
                }
            }
            try {
                empty(journal, Objects.requireNonNull(journal.oldest()));
            } catch (IOException | RuntimeException e) {
                log.error("the journal's oldest file stays, it could not be emptied", e);
                return;
            }
        }
    }

    /** Empties the oldest file only: what was removed there cannot come back from an older one. */
    private void empty(Journal journal, Segment oldest) throws IOException {
        long[] since = new long[] {0};
        oldest.replay((change, offset) -> {
            StoredMap map = byId.get(change.map());
            if (change.type() == JournalRecord.Type.PUT && map != null) {
                map.move(change, oldest.id, offset + change.offsetOfValue());
                since[0] += change.length();
                if (since[0] > 256 << 10) {
                    since[0] = 0;
                    awaitDurable(journal);
                }
            }
        });
        awaitDurable(journal);
        journal.delete(oldest);
    }

    private static void awaitDurable(Journal journal) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        journal.whenDurable(journal.appended(), failure -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
        journal.commit();
        done.join();
    }
}
