package org.carecontact.gateway.mllp;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.dialects.DialectReader;
import org.carecontact.gateway.hl7v2.Messages;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
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
            Intake intake,
            Kernel kernel,
            Prints prints,
            PersonalValues values,
            Births births,
            MeterRegistry meters) {
        this.properties = properties;
        Clock clock = kernel.clock();
        this.since = clock.instant();
        this.feeds = properties.feeds().stream()
                .map(door -> {
                    Dialect dialect = DialectReader.read(door.dialect());
                    return new Feed(
                            door.hospital(),
                            door.port(),
                            dialect,
                            new Messages(door.hospital(), dialect, prints, values, births),
                            intake,
                            new FeedMeters(door.hospital(), meters),
                            clock);
                })
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
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("port", feed.port())
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
