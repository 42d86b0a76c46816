package org.carecontact.gateway.refused;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.refused.Kept.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what a feed accepted although it refers to something that has not come yet, sealed, until that comes. Nothing that was
 * accepted makes room for another: when too much waits, the next is refused and its sender has it still.
 */
@Component
public final class Waiting {

    private static final Logger log = LoggerFactory.getLogger(Waiting.class);

    private final KeptDocuments documents;
    private final Refusals refusals;
    private final RefusedProperties properties;
    /** About how many of a hospital wait; above zero from the first on, also when that is gone. */
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    private final Set<String> missed = ConcurrentHashMap.newKeySet();
    private volatile Consumer<List<Kept>> release = waiting -> waiting.forEach(kept -> missed.add(kept.hospital()));

    Waiting(KeptDocuments documents, Refusals refusals, RefusedProperties properties) {
        this.documents = documents;
        this.refusals = refusals;
        this.properties = properties;
    }

    /** For how long a message waits at most. */
    public Duration longest() {
        return properties.waiting();
    }

    /**
     * Keeps a message; returns when it is durable. Whoever calls it looks afterwards whether the other came meanwhile, and
     * then calls {@link #arrived}.
     *
     * @param same equal for the same message of the same feed
     * @param waitsFor what has to come
     * @return false when it can't wait: it is too large, too many wait, or it did already
     * @throws RuntimeException when the store is away
     */
    public boolean keep(Feed feed, RefusedMessage message, String same, String waitsFor) {
        String hospital = feed.hospital();
        if (message.bytes().length > Refusals.LARGEST || isFull(hospital)) {
            return false;
        }
        // Counted before it is there: who comes between looks into the store.
        counts.merge(hospital, 1L, Long::sum);
        Kept kept = refusals.kept(feed, message, State.WAITING);
        if (documents.add(kept, same, key(hospital, waitsFor))) {
            feed.meters().waits(kept.at());
            return true;
        }
        return documents.waits(same);
    }

    private boolean isFull(String hospital) {
        if (about(hospital) < properties.mostWaiting()) {
            return false;
        }
        long exact = documents.count("hospital", hospital, State.WAITING).count();
        counts.put(hospital, Math.max(1, exact));
        return exact >= properties.mostWaiting();
    }

    private long about(String hospital) {
        return counts.computeIfAbsent(
                hospital,
                _ -> documents.count("hospital", hospital, State.WAITING).count());
    }

    /** Says what came and is durable; what waited for it is replayed soon, in the order in which it came. Never fails. */
    public void arrived(String hospital, List<String> names) {
        try {
            if (about(hospital) > 0) {
                List<Kept> waiting = documents.waitingFor(
                        names.stream().map(name -> key(hospital, name)).toList());
                if (!waiting.isEmpty()) {
                    release.accept(waiting);
                }
            }
        } catch (RuntimeException e) {
            missed.add(hospital);
            log.atWarn()
                    .addKeyValue("hospital", hospital)
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("what waits can't be looked for now");
        }
    }

    static String key(String hospital, String name) {
        return hospital + ":" + name;
    }

    void releasedBy(Consumer<List<Kept>> other) {
        release = other;
    }

    /** Of these hospitals something may have come that others still wait for. */
    Set<String> missed() {
        return missed;
    }
}
