package org.carecontact.gateway.refused;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.feeds.Feeds;
import org.carecontact.gateway.refused.Kept.State;
import org.carecontact.gateway.refused.Replayer.Outcome;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Replays refused messages, those about one patient in the order in which they came. Whatever is replayed twice, by two
 * people or after a crash, has no effect the second time: the intake knows the message.
 */
@Component
final class Replays {

    static final int AT_ONCE = 500;

    /**
     * One that could not be replayed.
     *
     * @param place in the message; empty when the message is not the reason
     */
    record Stopped(Kept kept, String place, String why, String remedy) {}

    /**
     * What a replay did.
     *
     * @param replayed how many
     * @param stopped why not all; null when all that were asked for are
     */
    record Replayed(int replayed, @Nullable Stopped stopped) {}

    /**
     * What the replay of a feed did.
     *
     * @param refusedAgain those that were, each the first of its patient
     * @param behind how many wait behind one of those
     * @param next the last that was looked at, when there may be more; null when that is all
     */
    record All(
            int replayed,
            List<Stopped> refusedAgain,
            int behind,
            @Nullable String next) {}

    private final KeptDocuments documents;
    private final Refusals refusals;
    private final Feeds feeds;
    private final RefusedCounts counts;
    private final Map<Door, Replayer> replayers = new EnumMap<>(Door.class);
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    Replays(KeptDocuments documents, Refusals refusals, Feeds feeds, RefusedCounts counts, List<Replayer> replayers) {
        this.documents = documents;
        this.refusals = refusals;
        this.feeds = feeds;
        this.counts = counts;
        replayers.forEach(replayer -> replayer.doors().forEach(door -> this.replayers.put(door, replayer)));
    }

    /** Replays a message after those about its patients that came before it. */
    Replayed replay(Kept asked) {
        ReentrantLock lock = locks.computeIfAbsent(asked.hospital(), _ -> new ReentrantLock());
        lock.lock();
        try {
            int replayed = 0;
            for (Kept kept : chain(asked)) {
                Stopped stopped = one(kept.id());
                if (stopped != null) {
                    return new Replayed(replayed, stopped);
                }
                replayed++;
            }
            return new Replayed(replayed, null);
        } finally {
            lock.unlock();
            counts.look();
        }
    }

    /** Replays a feed's messages in their order, a page of them; what is about a patient waits behind one refused again. */
    All replayAll(String hospital, String feed, String after) {
        ReentrantLock lock = locks.computeIfAbsent(hospital, _ -> new ReentrantLock());
        lock.lock();
        try {
            int replayed = 0;
            List<Stopped> refusedAgain = new ArrayList<>();
            int behind = 0;
            Set<String> held = new HashSet<>();
            List<Kept> page = documents.page("feed", feed, State.REFUSED, after, AT_ONCE);
            for (Kept kept : page) {
                if (kept.patients().stream().anyMatch(held::contains) || !isFirst(kept)) {
                    held.addAll(kept.patients());
                    behind++;
                    continue;
                }
                Stopped stopped = one(kept.id());
                if (stopped == null) {
                    replayed++;
                } else {
                    held.addAll(kept.patients());
                    refusedAgain.add(stopped);
                }
            }
            return new All(
                    replayed,
                    refusedAgain,
                    behind,
                    page.size() == AT_ONCE ? page.getLast().id() : null);
        } finally {
            lock.unlock();
            counts.look();
        }
    }

    /** Replays what waited for one of them to come, each by itself. */
    void release(List<Kept> waiting) {
        try {
            for (Kept kept : waiting) {
                ReentrantLock lock = locks.computeIfAbsent(kept.hospital(), _ -> new ReentrantLock());
                lock.lock();
                try {
                    var _ = one(kept.id());
                } finally {
                    lock.unlock();
                }
            }
        } finally {
            counts.look();
        }
    }

    /** Whether nothing about its patients waits before it, on whichever feed of the hospital. */
    private boolean isFirst(Kept kept) {
        return kept.patients().stream()
                .allMatch(patient -> documents.before(patient, kept.id()).isEmpty());
    }

    /** It and all that came before it about its patients, and about theirs: a merge is about two. */
    private List<Kept> chain(Kept asked) {
        Map<String, Kept> chain = new LinkedHashMap<>();
        chain.put(asked.id(), asked);
        Set<String> looked = new HashSet<>();
        Set<String> patients = new HashSet<>(asked.patients());
        while (!looked.containsAll(patients)) {
            for (String patient : List.copyOf(patients)) {
                if (looked.add(patient)) {
                    for (Kept kept : documents.before(patient, asked.id())) {
                        chain.put(kept.id(), kept);
                        patients.addAll(kept.patients());
                    }
                }
            }
        }
        return chain.values().stream().sorted(Comparator.comparing(Kept::id)).toList();
    }

    /** Returns why it was not replayed; null when it is, or was meanwhile. */
    private @Nullable Stopped one(String id) {
        Kept kept = documents.find(id);
        if (kept == null || !kept.state().isOpen()) {
            return null;
        }
        if (kept.isCut()) {
            return new Stopped(kept, "", "only its beginning is kept", "Discard it; the sender has to send it again.");
        }
        Feed feed = feeds.find(kept.feed()).orElse(null);
        Replayer replayer = feed == null ? null : replayers.get(feed.dialect().door());
        if (feed == null || replayer == null || !feed.dialect().door().word().equals(kept.door())) {
            return new Stopped(
                    kept, "", "the feed is not open", "Open the feed " + kept.feed() + " with the same door.");
        }
        return switch (replayer.replay(feed, refusals.message(kept))) {
            case Outcome.Taken _ -> {
                documents.settle(id, kept.state(), State.REPLAYED);
                yield null;
            }
            case Outcome.RefusedAgain(var reason) -> {
                documents.refusedAgain(id, kept.state(), reason);
                yield stopped(kept, reason);
            }
            case Outcome.Waits(var waitsFor, var reason) -> {
                if (kept.state() == State.WAITING) {
                    documents.waitsNowFor(id, Waiting.key(kept.hospital(), waitsFor), reason);
                }
                yield stopped(kept, reason);
            }
            case Outcome.NotNow _ -> throw Problem.of("unavailable").exception();
        };
    }

    private static Stopped stopped(Kept kept, Reason reason) {
        return new Stopped(kept, reason.place(), (reason.answer() + " " + reason.place()).strip(), reason.remedy());
    }

    /** The message for a person to read. */
    String text(Kept kept) {
        Feed feed = feeds.find(kept.feed()).orElse(null);
        Replayer replayer = feed == null ? null : replayers.get(feed.dialect().door());
        byte[] message = refusals.message(kept);
        return feed == null || replayer == null
                ? new String(message, StandardCharsets.UTF_8)
                : replayer.text(feed, message);
    }
}
