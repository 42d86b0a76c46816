package org.carecontact.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
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

    BenchSite(int portOffset, Size size) {
        Path root = Path.of(System.getProperty("carecontact.home", "."));
        Map<String, String> environment = new HashMap<>(Settings.WITHOUT_RATES);
        environment.put("CARECONTACT_CLOCK_OFFSET", Day.morning().toString());
        site = new Site(root, "bench", new Ports(2000 + portOffset));
        installation = Installation.at(
                site, Settings.FRESH.withEnvironment(environment).withSize(size), System.out::println);
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
