package org.carecontact.sandbox.installation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loopback ports of one installation: the usual ones, all moved by the same offset. */
public record Ports(int offset) {

    /** The services in the order of their ports; each is also the name of its module and of its jar. */
    public static final List<String> SERVICES = List.of(
            "request-service",
            "consent-service",
            "policy-service",
            "notification-service",
            "oversight-service",
            "hospital-gateway");

    /** The range that is kept for the feeds of all hospitals: MLLP and others. */
    public static final int FIRST_FEED = 2575;

    public static final int LAST_FEED = 2599;

    public Ports {
        if (offset < -2000 || offset > 30_000) {
            throw new IllegalArgumentException("the port offset must lie between -2000 and 30000");
        }
    }

    public int kafka() {
        return 19092 + offset;
    }

    public int kafkaController() {
        return 19093 + offset;
    }

    public int registry() {
        return 18081 + offset;
    }

    public int registryManagement() {
        return 18082 + offset;
    }

    public int mongo() {
        return 27117 + offset;
    }

    public int issuer() {
        return 8100 + offset;
    }

    public int vendorTwin() {
        return 8107 + offset;
    }

    public int service(String name) {
        int place = SERVICES.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException("no service is called " + name);
        }
        return 8101 + place + offset;
    }

    /** The port on which a service shows its health and its metrics. */
    public int management(String name) {
        return service(name) + 10;
    }

    /** The port of a feed whose file says this one. */
    public int feed(int port) {
        return port + offset;
    }

    /** Returns every port and the name of its listener. */
    public Map<Integer, String> all() {
        Map<Integer, String> all = new LinkedHashMap<>();
        all.put(kafka(), "kafka");
        all.put(kafkaController(), "kafka's controller");
        all.put(registry(), "registry");
        all.put(registryManagement(), "the registry's health");
        all.put(mongo(), "mongo");
        all.put(issuer(), "issuer");
        SERVICES.forEach(name -> all.put(service(name), name));
        SERVICES.forEach(name -> all.put(management(name), "the health of " + name));
        all.put(vendorTwin(), "the vendors' twin");
        SampleHospitals.feeds(this).forEach(feed -> all.put(feed.port(), "the feed of " + feed.hospital()));
        return all;
    }
}
