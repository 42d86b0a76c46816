package org.carecontact.sandbox.day;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.people.Doctor;
import org.carecontact.sandbox.people.Hospital;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** One simulated day of three hospitals, from the first encounter to the last check. */
public final class Day implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Patients from here on are kept for what is measured. */
    private static final int MEASURED_PATIENTS = 6_000;

    private static final int FED = 5_000;
    private static final Duration FEED_EVERY = Duration.ofSeconds(5);
    private static final Duration SAY_EVERY = Duration.ofSeconds(2);

    /** What every doctor leaves to the rules. */
    private static final List<Map<String, Object>> AUTO_ANSWERS = List.of(
            Map.of("purposes", List.of(Story.RULES_ACCEPT.purpose()), "answer", "ACCEPT"),
            Map.of(
                    "purposes",
                    List.of(Story.RULES_OFFER_ALTERNATIVE.purpose()),
                    "answer",
                    "OFFER_ALTERNATIVE",
                    "alternative",
                    "FOLLOW_UP_SYSTEM"));

    /**
     * What kind of day.
     *
     * @param atOnce how many patients act at the same time
     * @param measured how many more granted requests are made only to count what one costs; 0 for none
     */
    public record Settings(int requests, long seed, int atOnce, int measured) {}

    private final Running running;
    private final Consumer<String> progress;
    private final EventCodec codec;
    private final Seal seal;
    private final Api api;
    private final Feeds feeds;
    private final News news;
    private final Cast cast;
    private final Broker broker;
    private final Meters meters;
    private final Clock clock;
    private final Iterator<Visit> strangers;

    /**
     * A day at this installation.
     *
     * @param offset of the installation's clock to this machine's
     */
    public Day(Running running, Duration offset, Consumer<String> progress) {
        this.clock = Clock.offset(Clock.systemUTC(), offset);
        this.running = running;
        this.progress = progress;
        this.codec = codec(running.endpoints().registry());
        this.seal = new Seal(java.util.Base64.getDecoder().decode(running.sealingKey()));
        this.api = new Api(running);
        this.feeds = new Feeds(running, clock);
        this.news = new News(running.endpoints().kafka(), codec);
        this.cast = new Cast(api, running.population(), feeds, news);
        this.broker = new Broker(running.endpoints().kafka());
        this.meters = new Meters(running, api);
        this.strangers = Plan.strangers(running.population(), "S");
    }

    /** From now to half past nine on the next Monday in Shanghai: doctors have their hours, whenever the day is played. */
    public static Duration morning() {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Asia/Shanghai"));
        return Duration.between(
                now, now.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(LocalTime.of(9, 30)));
    }

    /** The doctors, their own rules and the hospitals' systems: what is there before the first patient comes. */
    public void open() throws InterruptedException {
        progress.accept("hospitals open: doctors, their own rules");
        Feeds.doctors(running, running.population().hospitals(), codec, seal, clock.instant());
        for (Hospital hospital : running.population().hospitals()) {
            for (Doctor doctor : hospital.doctors()) {
                var _ = api.put(
                        "policy-service",
                        "/doctors/me/rules",
                        running.population().person(doctor),
                        "rules-" + doctor.user() + "-" + Instant.now().toEpochMilli(),
                        Map.of("optIn", Plan.optsIn(doctor), "autoAnswers", AUTO_ANSWERS));
            }
        }
        awaitRead("policy-service", "notification-service");
    }

    /** Sends encounters for as long as it runs, so that there is always somebody who can ask; ends by interruption. */
    public void keepFeeding() throws InterruptedException {
        open();
        long now = clock.instant().getEpochSecond();
        while (true) {
            for (Visit visit : Plan.day(running.population(), now, FED, "U" + now)) {
                try {
                    feeds.encounter(visit);
                } catch (IllegalStateException e) {
                    progress.accept("the hospitals wait: " + e.getMessage());
                }
                Thread.sleep(FEED_EVERY);
            }
            now = clock.instant().getEpochSecond();
        }
    }

    /** Plays the day and checks what came of it. */
    public Report play(Settings settings) throws InterruptedException {
        List<Visit> visits =
                Plan.day(running.population(), settings.seed(), settings.requests(), "V" + settings.seed());
        open();
        encounters(visits);
        progress.accept("patients ask: " + visits.size() + " stories, " + settings.atOnce() + " at once");
        Instant begin = Instant.now();
        List<Cast.Result> results = play(visits, settings.atOnce());
        Duration took = Duration.between(begin, Instant.now());
        Report report = new Report(results);
        count(report, results, took);
        if (settings.measured() > 0) {
            measure(report, settings);
        }
        check(report, results);
        return report;
    }

    /**
     * What a stretch of granted flows took.
     *
     * @param flows how many
     * @param took from the first submission to the last grant, everybody acting as soon as they can
     * @param cpu the processor time of each process meanwhile, and of this one as {@code people}
     * @param counted what the meters of all services counted, by their names here
     */
    public record Stretch(int flows, Duration took, Map<String, Duration> cpu, Map<String, Double> counted) {

        public double flowsPerSecond() {
            return flows * 1e9 / took.toNanos();
        }
    }

    /**
     * Grants to patients and doctors who never met before, between two readings of the meters.
     *
     * @param meters the metrics to be read, as regular expressions
     * @throws IllegalStateException when one of them was not granted
     */
    public Stretch stretch(int flows, int atOnce, List<String> metrics) throws InterruptedException {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < flows; i++) {
            visits.add(strangers.next());
        }
        encounters(visits);
        for (Visit visit : visits) {
            api.signIn(running.population().person(visit.patient()));
            api.signIn(running.population().person(visit.doctor()));
        }
        awaitQuiet();
        Map<String, Double> before = counted(metrics);
        Map<String, Duration> cpuBefore = cpu();
        Instant begin = Instant.now();
        List<Cast.Result> results = play(visits, atOnce);
        Duration took = Duration.between(begin, Instant.now());
        awaitQuiet();
        Map<String, Duration> cpu = since(cpuBefore, cpu());
        Map<String, Double> counted = counted(metrics);
        counted.replaceAll((metric, now) -> now - before.getOrDefault(metric, 0.0));
        if (!results.stream().allMatch(Report::granted)) {
            throw new IllegalStateException("not granted: " + faults(results));
        }
        return new Stretch(flows, took, cpu, counted);
    }

    private Map<String, Double> counted(List<String> metrics) throws InterruptedException {
        Map<String, Double> counted = new java.util.LinkedHashMap<>();
        for (String metric : metrics) {
            counted.put(metric, meters.sum(metric));
        }
        return counted;
    }

    /** The processor time of each process until now, and of this one as {@code people}. */
    public Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new java.util.TreeMap<>();
        running.processes().forEach(process -> cpu.put(process.name(), process.cpu()));
        cpu.put("people", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return cpu;
    }

    /** How much more it is now. */
    public static Map<String, Duration> since(Map<String, Duration> before, Map<String, Duration> now) {
        Map<String, Duration> more = new java.util.TreeMap<>(now);
        more.replaceAll((process, time) -> time.minus(before.getOrDefault(process, Duration.ZERO)));
        return more;
    }

    /** Sends the encounters of these visits and waits until policy knows them. */
    void encounters(List<Visit> visits) throws InterruptedException {
        progress.accept("encounters arrive over MLLP");
        inParallel(visits, 12, visit -> {
            feeds.encounter(visit);
            return visit;
        });
        awaitRead("policy-service", "notification-service");
    }

    /** Checks what came of visits that were played. */
    Report checked(List<Cast.Result> results) throws InterruptedException {
        Report report = new Report(results);
        check(report, results);
        return report;
    }

    /** Plays these visits, whose encounters were sent. */
    List<Cast.Result> play(List<Visit> visits, int atOnce) throws InterruptedException {
        return inParallel(visits, atOnce, cast::play);
    }

    private void count(Report report, List<Cast.Result> results, Duration took) {
        long submitted =
                results.stream().filter(result -> result.request() != null).count();
        report.figure("submitted", submitted);
        report.figure("granted", results.stream().filter(Report::granted).count());
        report.figure("redirected", Report.count(results, "REDIRECTED"));
        report.figure("declined", Report.count(results, "DECLINED"));
        report.figure("withdrawn", Report.count(results, "WITHDRAWN"));
        report.figure("expired", Report.count(results, "EXPIRED"));
        report.figure("ended", Report.count(results, "ENDED"));
        report.figure("blocked", Report.count(results, "BLOCKED"));
        report.figure("hl7_messages", feeds.messages());
        report.figure("flows_per_second", round(submitted * 1000.0 / took.toMillis()));
    }

    /** Granted requests only, between two readings of the meters. */
    private void measure(Report report, Settings settings) throws InterruptedException {
        List<Visit> visits = Plan.granted(
                running.population(),
                settings.seed() + 1,
                settings.measured(),
                "M" + settings.seed(),
                MEASURED_PATIENTS);
        encounters(visits);
        progress.accept("counting what a granted flow costs: " + settings.measured() + " of them");
        awaitQuiet();
        double writes = meters.sum("carecontact_document_writes_total");
        long records = broker.records();
        List<Cast.Result> results = play(visits, settings.atOnce());
        awaitQuiet();
        long granted = results.stream().filter(Report::granted).count();
        report.figure(
                "document_writes_per_flow",
                round((meters.sum("carecontact_document_writes_total") - writes) / Math.max(1, granted)));
        report.figure("kafka_records_per_flow", round((double) (broker.records() - records) / Math.max(1, granted)));
        report.check("the measured flows were all granted", granted == settings.measured(), faults(results));
    }

    private void check(Report report, List<Cast.Result> results) throws InterruptedException {
        progress.accept("checking the invariants");
        awaitQuiet();
        Witness witness = Witness.of(broker, codec);
        Set<String> accepted = results.stream()
                .map(Cast.Result::request)
                .filter(java.util.Objects::nonNull)
                .collect(java.util.stream.Collectors.toSet());
        List<String> lost = witness.lost(accepted);
        Set<String> twice = witness.grantedTwice();
        long[] decisions = witness.decisionTimes();
        long[] grants = witness.grantTimes();
        Api.Answer ledger = api.get(
                "oversight-service",
                "/ledger/verification",
                running.population().operator());
        JsonCounts phones = phones();
        report.figure("lost", lost.size());
        report.figure("duplicate_grants", twice.size());
        report.figure("decision_ms_median", Witness.percentile(decisions, 0.5));
        report.figure("decision_ms_p99", Witness.percentile(decisions, 0.99));
        report.figure("grant_ms_median", Witness.percentile(grants, 0.5));
        report.figure("grant_ms_p99", Witness.percentile(grants, 0.99));
        report.figure("kafka_records", witness.records());
        report.figure("kafka_records_repeated", witness.repeated());
        report.figure("notifications", phones.messages());
        report.figure("start_seconds", round(running.startedIn().toMillis() / 1000.0));
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
                phones.duplicates() <= meters.sum("carecontact_provider_calls_repeated_total"),
                phones.duplicates() + " repeated");
        report.check(
                "I9 the ledger's chain holds",
                ledger.body().path("ok").asBoolean(false),
                "%d entries in %d blocks"
                        .formatted(
                                ledger.body().path("entries").asLong(),
                                ledger.body().path("blocks").asLong()));
        double overdue = meters.sum("carecontact_timers_overdue");
        report.check("I10 nothing is overdue", overdue == 0, overdue == 0 ? "" : overdue + " overdue");
        double parked = meters.sum("carecontact_parked_keys");
        report.check("nothing is parked", parked == 0, parked == 0 ? "" : parked + " keys");
    }

    private record JsonCounts(long messages, long duplicates) {}

    private JsonCounts phones() throws InterruptedException {
        Api.Answer counts = api.open(running.endpoints().phones() + "/counts");
        return new JsonCounts(
                counts.body().path("messages").asLong(-1),
                counts.body().path("duplicates").asLong(Long.MAX_VALUE));
    }

    /** Accepted requests that their service does not know. */
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

    /** Until these services have read all that there is. */
    private void awaitRead(String... services) throws InterruptedException {
        for (String service : services) {
            long lag = Pace.until(PATIENCE, () -> broker.lag(service), left -> left == 0);
            if (lag > 0) {
                throw new IllegalStateException(service + " is " + lag + " records behind after " + PATIENCE);
            }
        }
    }

    /** Until nothing is read, owed or written any more. */
    private void awaitQuiet() throws InterruptedException {
        awaitRead(Ports.SERVICES.stream()
                .filter(service -> !service.equals("hospital-gateway"))
                .toArray(String[]::new));
        double[] before = {-1, -1};
        var _ = Pace.until(
                PATIENCE,
                () -> {
                    double owed = meters.sum("carecontact_relay_owed");
                    double writes = meters.sum("carecontact_document_writes_total");
                    boolean still = owed == 0 && Math.abs(writes - before[0]) < 1;
                    before[0] = writes;
                    Thread.sleep(1500);
                    return still;
                },
                still -> still);
    }

    private interface Task<T, U> {
        U run(T one) throws InterruptedException;
    }

    private <T, U> List<U> inParallel(List<T> all, int atOnce, Task<T, U> task) throws InterruptedException {
        List<U> done = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("person-", 0).daemon().factory())) {
            ExecutorCompletionService<U> completed = new ExecutorCompletionService<>(executor);
            all.forEach(one -> {
                var _ = completed.submit(() -> task.run(one));
            });
            Instant said = Instant.now();
            while (done.size() < all.size()) {
                Future<U> next = completed.take();
                done.add(next.get());
                if (Duration.between(said, Instant.now()).compareTo(SAY_EVERY) > 0) {
                    said = Instant.now();
                    progress.accept("  %5d of %d".formatted(done.size(), all.size()));
                }
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String faults(List<Cast.Result> results) {
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

    private static String some(java.util.Collection<String> all) {
        return all.isEmpty() ? "" : all.size() + ": " + all.stream().limit(5).toList();
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static EventCodec codec(String registry) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("carecontact-defaults.yml"));
        Properties all = java.util.Objects.requireNonNull(yaml.getObject());
        Map<String, String> properties = new java.util.HashMap<>();
        String prefix = "carecontact.registry.properties";
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> properties.put(
                        name.substring(prefix.length()).replaceAll("[\\[\\]]", ""),
                        all.getProperty(name).replace("${carecontact.registry.url}", registry)));
        return new EventCodec(
                all.getProperty("carecontact.registry.serializer"),
                all.getProperty("carecontact.registry.deserializer"),
                properties);
    }

    @Override
    public void close() {
        feeds.close();
        news.close();
        api.close();
    }
}
