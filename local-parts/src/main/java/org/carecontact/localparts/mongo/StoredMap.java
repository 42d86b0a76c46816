package org.carecontact.localparts.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One collection's documents by key: the keys in memory, the documents in the store's journal. */
final class StoredMap {

    final int id;
    private final Store store;
    private final TreeMap<Object, Slot> slots = new TreeMap<>(Order.VALUES);
    private long bytes;
    private volatile String name;
    private volatile long lastChange;

    StoredMap(int id, String name, Store store) {
        this.id = id;
        this.name = name;
        this.store = store;
    }

    String name() {
        return name;
    }

    void rename(String newName) {
        name = newName;
    }

    /** Returns the number of the last change in the journal. */
    long lastChange() {
        return lastChange;
    }

    // Tree and journal change under one lock, so that the journal has each key's changes in order.
    synchronized void put(Object key, byte[] value) {
        Slot slot = new Slot(value);
        lastChange = store.append(JournalRecord.put(id, key, value), slot);
        replace(key, slot);
    }

    synchronized boolean remove(Object key) {
        if (!slots.containsKey(key)) {
            return false;
        }
        lastChange = store.append(JournalRecord.remove(id, key), null);
        replace(key, null);
        return true;
    }

    /** Does the same as {@link #put} and {@link #remove} for a change that is in the journal already. */
    synchronized void replay(Object key, @Nullable Slot slot) {
        replace(key, slot);
    }

    /** Appends the document again if it is still the one at that place, so that nothing newer is overtaken. */
    synchronized void move(JournalRecord change, int segment, int offset) {
        Slot slot = slots.get(Bson.decodeKey(change.key()));
        if (slot != null && slot.isAt(segment, offset)) {
            slot.cache(change.value());
            store.appendAgain(change, slot);
        }
    }

    synchronized @Nullable Slot slot(Object key) {
        return slots.get(key);
    }

    byte @Nullable [] get(Object key) {
        Slot slot = slot(key);
        return slot == null ? null : store.read(slot);
    }

    byte[] read(Slot slot) {
        return store.read(slot);
    }

    synchronized int size() {
        return slots.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Returns the present documents, whatever happens afterwards. */
    synchronized List<Map.Entry<Object, Slot>> snapshot() {
        List<Map.Entry<Object, Slot>> copy = new ArrayList<>(slots.size());
        slots.forEach((key, slot) -> copy.add(Map.entry(key, slot)));
        return copy;
    }

    /** A live view, for callers that keep writers of this collection out while they use it. */
    NavigableMap<Object, Slot> view() {
        return slots;
    }

    synchronized void clear() {
        slots.values().forEach(slot -> store.changeLive(-slot.weight()));
        slots.clear();
        bytes = 0;
    }

    private void replace(Object key, @Nullable Slot slot) {
        Slot old = slot == null ? slots.remove(key) : slots.put(key, slot);
        if (old != null) {
            bytes -= old.length;
            store.changeLive(-old.weight());
        }
        if (slot != null) {
            bytes += slot.length;
            store.changeLive(slot.weight());
        }
    }
}
