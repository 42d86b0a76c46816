package org.carecontact.gateway.fhir;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.DoorOpener;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.feeds.FeedsProperties;
import org.carecontact.gateway.fhir.reading.LogicalIds;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.refused.Replayer;
import org.carecontact.gateway.refused.Waiting;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** Opens FHIR ports, and takes later what came too early. It names no class of HAPI FHIR: that library is loaded with the first FHIR door. */
@Component
final class FhirOpener implements DoorOpener, Replayer {

    private final FeedsProperties feeds;
    private final Intake intake;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final MongoDatabaseFactory mongo;
    private final Waiting waiting;
    private final Clock clock;

    FhirOpener(
            FeedsProperties feeds,
            Intake intake,
            Prints prints,
            PersonalValues values,
            Births births,
            MongoDatabaseFactory mongo,
            Waiting waiting,
            Kernel kernel) {
        this.feeds = feeds;
        this.intake = intake;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.mongo = mongo;
        this.waiting = waiting;
        this.clock = kernel.clock();
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.FHIR);
    }

    @Override
    public OpenDoor open(Feed feed) {
        return FhirDoor.open(feed, feeds.address(), resources(feed), clock);
    }

    private ResourceIntake resources(Feed feed) {
        LogicalIds ids = LogicalIds.stored(mongo, feed.hospital());
        return FhirDoor.resources(
                feed, intake, prints, values, births, ids, clock, new WaitingResources(feed, waiting, prints));
    }

    @Override
    public Outcome replay(Feed feed, byte[] message) {
        return WaitingResources.replay(resources(feed), feed, message);
    }

    @Override
    public String text(Feed feed, byte[] message) {
        return CitizenNumbers.without(new String(message, StandardCharsets.UTF_8));
    }
}
