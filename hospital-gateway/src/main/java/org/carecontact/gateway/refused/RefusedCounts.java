package org.carecontact.gateway.refused;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.feeds.Feeds;
import org.carecontact.gateway.refused.Kept.State;
import org.carecontact.gateway.refused.KeptDocuments.Count;
import org.carecontact.kernel.Kernel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Removes what is too old, and tells each feed how many of its messages wait, and since when. */
@Component
final class RefusedCounts implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RefusedCounts.class);

    private final KeptDocuments documents;
    private final Feeds feeds;
    private final RefusedProperties properties;
    private final Clock clock;
    private @Nullable ScheduledExecutorService watch;

    RefusedCounts(KeptDocuments documents, Feeds feeds, RefusedProperties properties, Kernel kernel) {
        this.documents = documents;
        this.feeds = feeds;
        this.properties = properties;
        this.clock = kernel.clock();
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("refused-watch").daemon().factory());
        var _ = threads.scheduleWithFixedDelay(
                this::sweep, 0, properties.sweepEvery().toMillis(), TimeUnit.MILLISECONDS);
        watch = threads;
    }

    private void sweep() {
        try {
            documents.removeBefore(clock.instant().minus(properties.keep()));
            look();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("refused messages can't be looked through now");
        }
    }

    /** Counts anew. */
    void look() {
        for (Feed feed : feeds.all()) {
            Count refused = documents.count("feed", feed.file().id(), State.REFUSED);
            feed.meters().refused(refused.count(), refused.oldest());
            Count waiting = documents.count("feed", feed.file().id(), State.WAITING);
            feed.meters().waiting(waiting.count(), waiting.oldest());
        }
    }

    @Override
    public synchronized void stop() {
        if (watch != null) {
            watch.shutdownNow();
            watch = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return watch != null;
    }
}
