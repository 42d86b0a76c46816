package org.carecontact.gateway.soap;

import java.time.Clock;
import java.util.Set;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.DoorOpener;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.feeds.FeedsProperties;
import org.carecontact.gateway.http.HttpDoor;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
import org.springframework.stereotype.Component;

/** Opens the ports of hospitals that send by WS/T 846; the service answers on every path of its port. */
@Component
final class SoapOpener implements DoorOpener {

    private final FeedsProperties feeds;
    private final Intake intake;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Clock clock;

    SoapOpener(
            FeedsProperties feeds, Intake intake, Prints prints, PersonalValues values, Births births, Kernel kernel) {
        this.feeds = feeds;
        this.intake = intake;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.clock = kernel.clock();
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.WST_846);
    }

    @Override
    public OpenDoor open(Feed feed) {
        Exchange exchange = new Exchange(feed, intake, prints, values, births, clock);
        return HttpDoor.open(feed, feeds.address(), "", new SoapServlet(exchange), SoapServlet::refuse);
    }
}
