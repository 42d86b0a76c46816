package org.carecontact.kernel.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.carecontact.kernel.relay.OutboxEntry;
import org.jspecify.annotations.Nullable;

/** A document's next version, which is written unless another writer is faster. */
final class Draft<S> {

    private static final int KEPT_SOURCES = 12;

    private final Stored<S> stored;
    private final Map<String, Long> sources;
    private final List<OutboxEntry> entries = new ArrayList<>();
    private S state;
    private @Nullable Document answer;
    private boolean touched;

    Draft(Stored<S> stored) {
        this.stored = stored;
        this.state = stored.state();
        this.sources = new LinkedHashMap<>(stored.sources());
    }

    Draft<S> copy() {
        Draft<S> copy = new Draft<>(stored);
        copy.state = state;
        copy.sources.clear();
        copy.sources.putAll(sources);
        copy.entries.addAll(entries);
        copy.touched = touched;
        return copy;
    }

    Stored<S> stored() {
        return stored;
    }

    S state() {
        return state;
    }

    List<OutboxEntry> entries() {
        return entries;
    }

    @Nullable
    Document answer() {
        return answer;
    }

    void evolved(S after) {
        state = after;
        touched = true;
    }

    void publishes(OutboxEntry entry) {
        entries.add(entry);
    }

    void answers(Document with) {
        answer = with;
    }

    long nextEvent() {
        return stored.events() + entries.size() + 1;
    }

    /** Returns the highest number that was applied from a source; 0 when there is none. */
    long seen(String source) {
        return sources.getOrDefault(source, 0L);
    }

    void sees(String source, long number) {
        sources.remove(source); // so that it becomes the newest
        sources.put(source, number);
        touched = true;
    }

    boolean changed() {
        return touched || answer != null;
    }

    Map<String, Long> newestSources() {
        Map<String, Long> newest = new LinkedHashMap<>(sources);
        Iterator<String> oldest = newest.keySet().iterator();
        for (int surplus = newest.size() - KEPT_SOURCES; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
        return newest;
    }
}
