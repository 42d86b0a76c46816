package org.carecontact.vendortwin.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;

/** What everybody received: the newest 100 000. */
public final class Inbox {

    private static final int MOST = 100_000;

    private final Map<String, Item> byId = new LinkedHashMap<>();
    private final Map<String, SequencedSet<String>> idsByReceiver = new LinkedHashMap<>();
    private long count;

    /** An id for the next one. */
    public synchronized String nextId() {
        return "m" + ++count;
    }

    public synchronized void add(Item item) {
        byId.put(item.id(), item);
        idsByReceiver.computeIfAbsent(item.to(), _ -> new LinkedHashSet<>()).add(item.id());
        if (byId.size() > MOST) {
            forget(byId.values().iterator().next());
        }
    }

    /** Puts what the change makes of it in its place; nothing if it was forgotten. */
    public synchronized Optional<Item> change(String id, UnaryOperator<Item> change) {
        Item item = byId.get(id);
        if (item == null) {
            return Optional.empty();
        }
        Item changed = change.apply(item);
        byId.put(id, changed);
        return Optional.of(changed);
    }

    /** What this receiver got, oldest first. */
    public synchronized List<Item> of(String receiver) {
        List<Item> found = new ArrayList<>();
        SequencedSet<String> ids = idsByReceiver.get(receiver);
        if (ids != null) {
            ids.forEach(id -> Optional.ofNullable(byId.get(id)).ifPresent(found::add));
        }
        return found;
    }

    /** All, oldest first. */
    public synchronized List<Item> all() {
        return List.copyOf(byId.values());
    }

    private void forget(Item oldest) {
        byId.remove(oldest.id());
        SequencedSet<String> ids = idsByReceiver.get(oldest.to());
        if (ids != null) {
            ids.remove(oldest.id());
            if (ids.isEmpty()) {
                idsByReceiver.remove(oldest.to());
            }
        }
    }
}
