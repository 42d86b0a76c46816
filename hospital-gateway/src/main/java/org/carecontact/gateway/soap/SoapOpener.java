package org.carecontact.gateway.soap;

import java.time.Clock;
import java.util.Set;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.DoorOpener;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.feeds.FeedsProperties;
import org.carecontact.gateway.http.HttpDoor;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.refused.Refusals;
import org.carecontact.gateway.refused.Replayer;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
import org.springframework.stereotype.Component;

/** Opens the ports of hospitals that send by WS/T 846; the service answers on every path of its port. */
@Component
final class SoapOpener implements DoorOpener, Replayer {

    private final FeedsProperties feeds;
    private final Intake intake;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Refusals refusals;
    private final Clock clock;

    SoapOpener(
            FeedsProperties feeds,
            Intake intake,
            Prints prints,
            PersonalValues values,
            Births births,
            Refusals refusals,
            Kernel kernel) {
        this.feeds = feeds;
        this.intake = intake;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.refusals = refusals;
        this.clock = kernel.clock();
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.WST_846);
    }

    @Override
    public OpenDoor open(Feed feed) {
        return HttpDoor.open(feed, feeds.address(), "", new SoapServlet(exchange(feed)), SoapServlet::refuse);
    }

    private Exchange exchange(Feed feed) {
        return new Exchange(feed, intake, prints, values, births, refusals, clock);
    }

    @Override
    public Outcome replay(Feed feed, byte[] message) {
        return exchange(feed).replay(Post.of(message));
    }

    @Override
    public String text(Feed feed, byte[] message) {
        Post post = Post.of(message);
        return CitizenNumbers.without(
                BodyText.of(post.body(), post.contentType()).orElse(""));
    }
}
