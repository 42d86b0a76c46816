package org.carecontact.sandbox.day;

import java.util.regex.Pattern;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Running;

/** What the services say of themselves under /actuator/prometheus. */
final class Meters {

    private final Running running;
    private final Api api;

    Meters(Running running, Api api) {
        this.running = running;
        this.api = api;
    }

    /** The sum of a metric over all services; a service that does not answer counts nothing. */
    double sum(String metric) throws InterruptedException {
        double sum = 0;
        for (String service : Ports.SERVICES) {
            sum += of(service, metric);
        }
        return sum;
    }

    private double of(String service, String metric) throws InterruptedException {
        String page = api.text(running.endpoints().service(service) + "/actuator/prometheus");
        return Pattern.compile("(?m)^" + metric + "(?:\\{[^}]*})? ([0-9.Ee+-]+)$")
                .matcher(page)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }
}
