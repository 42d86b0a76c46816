package org.carecontact.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.localparts.Folders;
import org.carecontact.sandbox.day.Day;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Settings;
import org.carecontact.sandbox.installation.Settings.Size;
import org.carecontact.sandbox.installation.Site;

/** An installation that is made for one measurement and removed with all its data. */
final class BenchSite implements AutoCloseable {

    private final Site site;
    private final Installation installation;

    /** A whole installation on a Monday morning. */
    BenchSite(int portOffset, Size size) {
        this(siteAt(portOffset), Settings.FRESH.withEnvironment(morning()).withSize(size));
    }

    private BenchSite(Site site, Settings settings) {
        this.site = site;
        installation = Installation.at(site, settings, System.out::println);
    }

    /** hospital-gateway alone, on the parts below it and with the issuer, by the clock of the machine. */
    static BenchSite ofGateway(int portOffset, Path hospitals) {
        return new BenchSite(
                siteAt(portOffset),
                new Settings(
                        true,
                        Map.of("CARECONTACT_HOSPITALS_FOLDER", hospitals.toString()),
                        List.of("hospital-gateway"),
                        Size.SERVER,
                        null));
    }

    private static Site siteAt(int portOffset) {
        return new Site(Path.of(System.getProperty("carecontact.home", ".")), "bench", new Ports(2000 + portOffset));
    }

    private static Map<String, String> morning() {
        Map<String, String> environment = new HashMap<>(Settings.WITHOUT_RATES);
        environment.put("CARECONTACT_CLOCK_OFFSET", Day.morning().toString());
        return environment;
    }

    /** Returns when all of it is ready. */
    Installation start() {
        Runtime.getRuntime().addShutdownHook(new Thread(installation::close, "stop"));
        installation.start(Long.getLong("carecontact.since", System.currentTimeMillis()));
        return installation;
    }

    @Override
    public void close() {
        installation.close();
        Folders.delete(site.home());
    }
}
