package org.carecontact.sandbox.day;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.schemas.Metric;

/** The metrics of all services, read from the pages that Prometheus reads. */
public final class Meters {

    private final Running running;
    private final Api api;

    Meters(Running running, Api api) {
        this.running = running;
        this.api = api;
    }

    /** The name under which Prometheus shows a metric of ours. */
    public static String name(Metric metric) {
        String name = metric.id().replace('.', '_');
        return metric.kind() == Metric.Kind.COUNTER ? name + "_total" : name;
    }

    /** The sum of a metric over all services. */
    double sum(Metric metric) throws InterruptedException {
        return sum(name(metric));
    }

    /** The sums of metrics that regular expressions name. */
    Map<String, Double> sums(List<String> metrics) throws InterruptedException {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (String metric : metrics) {
            sums.put(metric, sum(metric));
        }
        return sums;
    }

    /** A service that does not answer counts nothing. */
    private double sum(String metric) throws InterruptedException {
        double sum = 0;
        for (String service : Ports.SERVICES) {
            String page = api.text(running.endpoints().management(service) + "/actuator/prometheus");
            sum += Pattern.compile("(?m)^" + metric + "(?:\\{[^}]*})? ([0-9.Ee+-]+)$")
                    .matcher(page)
                    .results()
                    .mapToDouble(line -> Double.parseDouble(line.group(1)))
                    .sum();
        }
        return sum;
    }
}
