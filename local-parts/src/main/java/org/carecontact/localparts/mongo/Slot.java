package org.carecontact.localparts.mongo;

import org.jspecify.annotations.Nullable;

/** The place of one version of one document: memory until the journal has it, then the journal. */
final class Slot {

    private static final long NOWHERE = -1;

    final int length;
    private volatile byte @Nullable [] bytes;
    private volatile long place = NOWHERE;

    Slot(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
    }

    Slot(int length, int segment, int offset) {
        this.length = length;
        this.place = place(segment, offset);
    }

    byte @Nullable [] cached() {
        return bytes;
    }

    void cache(byte[] bytes) {
        this.bytes = bytes;
    }

    void uncache() {
        bytes = null;
    }

    void storedAt(int segment, int offset) {
        place = place(segment, offset);
    }

    boolean isAt(int segment, int offset) {
        return place == place(segment, offset);
    }

    int segment() {
        return (int) (place >>> 32);
    }

    long place() {
        return place;
    }

    static int segmentOf(long place) {
        return (int) (place >>> 32);
    }

    static int offsetOf(long place) {
        return (int) place;
    }

    /** Returns about the size of its record in the journal. */
    int weight() {
        return length + 64;
    }

    private static long place(int segment, int offset) {
        return ((long) segment << 32) | offset;
    }
}
