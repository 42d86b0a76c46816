package org.carecontact.kernel.relay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tracks which events of one document were sent and acknowledged. */
final class Track {

    private static final int CLEARINGS = 3;

    private final TreeSet<Long> unacknowledged = new TreeSet<>();
    private final Queue<OutboxEntry> waiting = new ArrayDeque<>();
    private boolean underWay;
    private volatile Instant since = Instant.MAX;
    private volatile Instant settledAt = Instant.MAX;
    private volatile boolean failed;
    private volatile long version;
    private long sent;
    private int clearings;

    Track(long before) {
        this.sent = before;
    }

    synchronized void moved(long newer) {
        version = Math.max(version, newer);
    }

    synchronized void add(OutboxEntry entry, Instant now) {
        if (failed || entry.number() <= sent) {
            return; // after a failure all are sent again, from the document
        }
        if (unacknowledged.isEmpty()) {
            since = now;
        }
        sent = entry.number();
        clearings = 0;
        unacknowledged.add(entry.number());
        waiting.add(entry);
    }

    /** Returns the event to send now; null while another one is under way. */
    synchronized @Nullable OutboxEntry next() {
        if (underWay || failed || waiting.isEmpty()) {
            return null;
        }
        underWay = true;
        return waiting.remove();
    }

    /** Returns whether another event waits. */
    synchronized boolean acknowledged(long number, Instant now) {
        underWay = false;
        unacknowledged.remove(number);
        settledAt = now;
        return !waiting.isEmpty();
    }

    synchronized void failed() {
        failed = true; // it stays unacknowledged, so nothing behind it counts as confirmed
    }

    synchronized long confirmed() {
        return unacknowledged.isEmpty() ? sent : unacknowledged.first() - 1;
    }

    synchronized int owed() {
        return unacknowledged.size();
    }

    /**
     * Returns whether to forget the track; a track whose newer write was not reported yet is tried again a few times.
     */
    synchronized boolean clearedOnce(boolean surely) {
        return ++clearings == CLEARINGS || surely;
    }

    synchronized boolean settled(Instant before) {
        return unacknowledged.isEmpty() && !settledAt.isAfter(before);
    }

    boolean hasFailed() {
        return failed;
    }

    Instant since() {
        return since;
    }

    long version() {
        return version;
    }
}
