package org.carecontact.sandbox.day;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.people.Hospital;
import org.carecontact.schemas.Metric;
import tools.jackson.databind.JsonNode;

/** Checks the invariants after a day, and gathers the figures that come with them. */
final class Checks {

    private final Running running;
    private final Api api;
    private final Broker broker;
    private final Meters meters;
    private final EventCodec codec;

    Checks(Running running, Api api, Broker broker, Meters meters, EventCodec codec) {
        this.running = running;
        this.api = api;
        this.broker = broker;
        this.meters = meters;
        this.codec = codec;
    }

    void check(Report report, List<Cast.Result> results) throws InterruptedException {
        Witness witness = Witness.of(broker, codec);
        Set<String> accepted = results.stream()
                .map(Cast.Result::request)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<String> lost = witness.lost(accepted);
        Set<String> twice = witness.grantedTwice();
        long[] decisions = witness.decisionTimes();
        long[] grants = witness.grantTimes();
        Api.Answer ledger = api.get(
                "oversight-service",
                "/ledger/verification",
                running.population().operator());
        Received received = received();
        report.figure("lost", lost.size());
        report.figure("duplicate_grants", twice.size());
        report.figure("decision_ms_median", Witness.percentile(decisions, 0.5));
        report.figure("decision_ms_p99", Witness.percentile(decisions, 0.99));
        report.figure("grant_ms_median", Witness.percentile(grants, 0.5));
        report.figure("grant_ms_p99", Witness.percentile(grants, 0.99));
        report.figure("kafka_records", witness.records());
        report.figure("kafka_records_repeated", witness.repeated());
        report.figure("notifications", received.messages());
        report.figure("start_seconds", Report.round(running.startedIn().toMillis() / 1000.0));
        report.figure(
                "resident_mib",
                running.processes().stream()
                                .mapToLong(Running.Process::residentKib)
                                .sum()
                        / 1024);

        report.check("every story ended as it must", results.stream().allMatch(Cast.Result::asTold), faults(results));
        report.check("I1 what was accepted is there", lost.isEmpty(), some(lost));
        report.check("I2 what was published is stored", missing(accepted).isEmpty(), some(missing(accepted)));
        report.check("I3 no event is missing", witness.gaps().isEmpty(), some(witness.gaps()));
        report.check("I3 events lie in order", witness.outOfOrder().isEmpty(), some(witness.outOfOrder()));
        report.check(
                "I5 each grant has signature and permit", witness.unfounded().isEmpty(), some(witness.unfounded()));
        report.check("I6 no pair has two contacts", twice.isEmpty(), some(twice));
        report.check(
                "I7 no contact outlives its consent",
                witness.outlivedConsent().isEmpty(),
                some(witness.outlivedConsent()));
        report.check(
                "I8 one call to the provider per notification, or counted",
                received.repeated() <= meters.sum(Metric.PROVIDER_CALLS_REPEATED),
                received.repeated() + " repeated");
        report.check(
                "I9 the ledger's chain holds",
                ledger.body().path("ok").asBoolean(false),
                "%d entries in %d blocks"
                        .formatted(
                                ledger.body().path("entries").asLong(),
                                ledger.body().path("blocks").asLong()));
        double overdue = meters.sum(Metric.TIMERS_OVERDUE);
        report.check("I10 nothing is overdue", overdue == 0, overdue == 0 ? "" : overdue + " overdue");
        double parked = meters.sum(Metric.PARKED_KEYS);
        report.check("nothing is parked", parked == 0, parked == 0 ? "" : parked + " keys");
    }

    /** What the vendors' twin received, and how much of it more than once. */
    private record Received(long messages, long repeated) {}

    private Received received() throws InterruptedException {
        JsonNode counts = api.askTheTwin("/twin/counts");
        return new Received(
                counts.path("received").asLong(-1), counts.path("repeated").asLong(Long.MAX_VALUE));
    }

    /** The accepted requests that their service does not know. */
    private List<String> missing(Set<String> accepted) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        for (String request : accepted) {
            boolean known = false;
            for (Hospital hospital : running.population().hospitals()) {
                known |= api.get(
                                "request-service",
                                "/requests/" + request,
                                running.population().staff(hospital.id()).getFirst())
                        .ok();
            }
            if (!known) {
                missing.add(request);
            }
        }
        return missing;
    }

    static String faults(List<Cast.Result> results) {
        List<String> faults = results.stream()
                .filter(result -> !result.asTold())
                .map(result -> result.visit().story() + " at "
                        + result.visit().hospital().id() + " ("
                        + result.visit().kind() + ", " + result.visit().doctor().department() + ", " + result.request()
                        + "): " + result.fault())
                .toList();
        return faults.isEmpty()
                ? ""
                : faults.size() + " otherwise\n          "
                        + String.join("\n          ", faults.subList(0, Math.min(12, faults.size())));
    }

    private static String some(Collection<String> all) {
        return all.isEmpty() ? "" : all.size() + ": " + all.stream().limit(5).toList();
    }
}
