package org.carecontact.vendortwin.world;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which calls the vendors got and what they answered: the newest 20 000, and counts of all. */
public final class Journal {

    private static final int MOST = 20_000;

    private final Deque<Entry> newest = new ArrayDeque<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();

    /**
     * One call.
     *
     * @param code the vendor's word for what came of it; OK, Ok or 0 when it was accepted
     * @param answer what the caller saw of that: ANSWERED, or the fault that was injected
     */
    public record Entry(
            Instant at, Vendor vendor, String call, String account, String key, String code, String answer) {}

    public synchronized void add(Entry entry) {
        newest.addLast(entry);
        if (newest.size() > MOST) {
            newest.removeFirst();
        }
        counts.merge(entry.vendor().key() + " " + entry.call() + " " + entry.code(), 1L, Long::sum);
    }

    public synchronized List<Entry> all() {
        return List.copyOf(newest);
    }

    /** How often each vendor answered each call with each code, since the start or the last reset. */
    public synchronized SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    public synchronized void clear() {
        newest.clear();
        counts.clear();
    }
}
