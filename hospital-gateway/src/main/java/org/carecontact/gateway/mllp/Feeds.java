package org.carecontact.gateway.mllp;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.carecontact.gateway.adt.Adt;
import org.carecontact.gateway.adt.Prints;
import org.carecontact.gateway.adt.Sender;
import org.carecontact.gateway.dialects.DialectReader;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Opens the hospitals' ports last when the service starts, and closes them first. */
@Component
final class Feeds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Feeds.class);

    private final GatewayProperties properties;
    private final List<Feed> feeds;
    private final Instant since;
    private final List<MllpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("mllp-", 0).daemon().factory());

    Feeds(
            GatewayProperties properties,
            Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters,
            Kernel kernel,
            Prints prints,
            Seal seal,
            MeterRegistry meters) {
        this.properties = properties;
        Clock clock = kernel.clock();
        this.since = clock.instant();
        this.feeds = properties.feeds().stream()
                .map(door -> new Sender(door.hospital(), door.port(), DialectReader.read(door.dialect())))
                .map(sender -> new Feed(
                        sender,
                        new Adt(sender, prints, seal),
                        encounters,
                        new FeedMeters(sender.hospital(), meters),
                        clock))
                .toList();
    }

    List<Feed> all() {
        return feeds;
    }

    Instant since() {
        return since;
    }

    @Override
    public void start() {
        try {
            feeds.forEach(feed -> servers.add(MllpServer.bind(feed, properties.mllp(), threads)));
        } catch (RuntimeException e) {
            servers.forEach(MllpServer::close);
            servers.clear();
            throw e;
        }
        servers.forEach(MllpServer::start);
        feeds.forEach(feed -> log.atInfo()
                .addKeyValue("hospital", feed.sender().hospital())
                .addKeyValue("port", feed.sender().port())
                .log("listens for HL7"));
    }

    @Override
    public void stop() {
        servers.forEach(MllpServer::stop);
        servers.forEach(MllpServer::awaitEnd);
        servers.clear();
    }

    @Override
    public boolean isRunning() {
        return !servers.isEmpty();
    }
}
