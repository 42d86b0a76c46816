package org.carecontact.gateway.refused;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.carecontact.gateway.feeds.Feeds;
import org.carecontact.gateway.refused.Kept.State;
import org.carecontact.kernel.Kernel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Replays what waits when the other comes; once more what a feed has when its door opens, for the process may have ended in
 * between, and after the store was away. What waited too long counts as refused from then on.
 */
@Component
final class WaitingReplays implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WaitingReplays.class);
    private static final int AT_ONCE = 500;

    private final Waiting waiting;
    private final Replays replays;
    private final KeptDocuments documents;
    private final Feeds feeds;
    private final RefusedProperties properties;
    private final Clock clock;
    /** The feeds that were looked through since their doors opened; of the one thread. */
    private final Set<String> looked = new HashSet<>();

    private @Nullable ScheduledExecutorService thread;

    WaitingReplays(
            Waiting waiting,
            Replays replays,
            KeptDocuments documents,
            Feeds feeds,
            RefusedProperties properties,
            Kernel kernel) {
        this.waiting = waiting;
        this.replays = replays;
        this.documents = documents;
        this.feeds = feeds;
        this.properties = properties;
        this.clock = kernel.clock();
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("waiting-replays").daemon().factory());
        var _ = made.scheduleWithFixedDelay(
                this::sweep, 0, properties.sweepEvery().toMillis(), TimeUnit.MILLISECONDS);
        waiting.releasedBy(found -> made.execute(() -> release(found)));
        thread = made;
    }

    private void release(List<Kept> found) {
        try {
            replays.release(found);
        } catch (RuntimeException e) {
            found.forEach(kept -> waiting.missed().add(kept.hospital()));
            later(e);
        }
    }

    private void sweep() {
        try {
            documents.refuseWaitingBefore(clock.instant().minus(properties.waiting()));
            Set<String> open =
                    feeds.all().stream().map(feed -> feed.file().id()).collect(Collectors.toSet());
            looked.retainAll(open);
            for (String hospital : Set.copyOf(waiting.missed())) {
                waiting.missed().remove(hospital);
                looked.removeIf(feed -> feed.startsWith(hospital + "/"));
            }
            for (String feed : open) {
                if (!looked.contains(feed)) {
                    look(feed);
                    looked.add(feed);
                }
            }
        } catch (RuntimeException e) {
            later(e);
        }
    }

    private void look(String feed) {
        String after = "";
        List<Kept> page;
        do {
            page = documents.page("feed", feed, State.WAITING, after, AT_ONCE);
            if (!page.isEmpty()) {
                replays.release(page);
                after = page.getLast().id();
            }
        } while (page.size() == AT_ONCE);
    }

    private static void later(RuntimeException e) {
        log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("what waits can't be replayed now");
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
