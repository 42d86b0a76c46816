package org.carecontact.gateway.mllp;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.DoorOpener;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.feeds.FeedsProperties;
import org.carecontact.gateway.refused.Refusals;
import org.carecontact.kernel.Kernel;
import org.springframework.stereotype.Component;

/** Opens MLLP ports. */
@Component
final class MllpOpener implements DoorOpener {

    private final MllpProperties limits;
    private final FeedsProperties feeds;
    private final Understanding understanding;
    private final Refusals refusals;
    private final Clock clock;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("mllp-", 0).daemon().factory());

    MllpOpener(
            MllpProperties limits,
            FeedsProperties feeds,
            Understanding understanding,
            Refusals refusals,
            Kernel kernel) {
        this.limits = limits;
        this.feeds = feeds;
        this.understanding = understanding;
        this.refusals = refusals;
        this.clock = kernel.clock();
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.HL7_V2);
    }

    @Override
    public OpenDoor open(Feed feed) {
        Conversation conversation = new Conversation(feed, understanding, refusals, clock);
        MllpServer server = MllpServer.bind(feeds.address(), feed, conversation, limits, threads);
        server.start();
        return server;
    }
}
