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
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.people.Doctor;
import org.carecontact.sandbox.people.Hospital;
import org.carecontact.schemas.Metric;

/** One simulated day of three hospitals, from the first encounter to the last check. */
public final class Day implements AutoCloseable {

    /** Patients with this number or a higher one are kept for measurements. */
    private static final int MEASURED_PATIENTS = 6_000;

    private static final int FED = 5_000;
    private static final Duration FEED_EVERY = Duration.ofSeconds(5);

    /** The rules for answers that every doctor leaves. */
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
     * The kind of day.
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
    private final Crowd crowd;
    private final Quiet quiet;
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
        this.codec = RegistryCodec.of(running.endpoints().registry());
        this.seal = new Seal(Base64.getDecoder().decode(running.sealingKey()));
        this.api = new Api(running);
        this.feeds = new Feeds(running, clock);
        this.news = new News(running.endpoints().kafka(), codec);
        this.cast = new Cast(api, running.population(), feeds, news);
        this.broker = new Broker(running.endpoints().kafka());
        this.meters = new Meters(running, api);
        this.crowd = new Crowd(progress);
        this.quiet = new Quiet(broker, meters);
        this.strangers = Plan.strangers(running.population(), "S");
    }

    /** The time from now to half past nine on the next Monday in Shanghai, when doctors have their hours. */
    public static Duration morning() {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Asia/Shanghai"));
        return Duration.between(
                now, now.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(LocalTime.of(9, 30)));
    }

    /** Sends the doctors with their schedules, has them sign their terms and sets their rules: the first patient can come. */
    public void open() throws InterruptedException {
        progress.accept("hospitals open: doctors, what they sign, their own rules");
        Feeds.doctors(running, running.population().hospitals(), codec, seal, clock.instant());
        for (Hospital hospital : running.population().hospitals()) {
            for (Doctor doctor : hospital.doctors()) {
                if (!Plan.signsLater(hospital, doctor)) {
                    var _ = VisitCalls.signTerms(api, running.population().person(doctor));
                }
                var _ = api.put(
                        "policy-service",
                        "/doctors/me/rules",
                        running.population().person(doctor),
                        "rules-" + doctor.user() + "-" + Instant.now().toEpochMilli(),
                        Map.of("optIn", Plan.optsIn(doctor), "autoAnswers", AUTO_ANSWERS));
            }
        }
        quiet.awaitRead("policy-service", "notification-service", "request-service");
    }

    /** Sends encounters until it is interrupted, so that there is always somebody who can ask. */
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

    /** Plays the day and checks its outcome. */
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
     * Plays granted flows of patients and doctors who never met before, between two readings of the meters.
     *
     * @param metrics the metrics to be read, as regular expressions
     * @throws IllegalStateException when one of the flows was not granted
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
        quiet.awaitQuiet();
        Map<String, Double> before = meters.sums(metrics);
        Map<String, Duration> cpuBefore = Cpu.of(running);
        Instant begin = Instant.now();
        List<Cast.Result> results = play(visits, atOnce);
        Duration took = Duration.between(begin, Instant.now());
        quiet.awaitQuiet();
        Map<String, Duration> cpu = Cpu.since(cpuBefore, running);
        Map<String, Double> counted = meters.sums(metrics);
        counted.replaceAll((metric, now) -> now - before.getOrDefault(metric, 0.0));
        if (!results.stream().allMatch(Report::granted)) {
            throw new IllegalStateException("not granted: " + Checks.faults(results));
        }
        return new Stretch(flows, took, cpu, counted);
    }

    /** Sends the encounters of these visits and waits until policy knows them. */
    void encounters(List<Visit> visits) throws InterruptedException {
        progress.accept("encounters arrive over MLLP");
        crowd.inParallel(visits, 12, visit -> {
            feeds.encounter(visit);
            return visit;
        });
        quiet.awaitRead("policy-service", "notification-service", "request-service");
    }

    /** Checks the outcome of visits that were played. */
    Report checked(List<Cast.Result> results) throws InterruptedException {
        Report report = new Report(results);
        check(report, results);
        return report;
    }

    private void check(Report report, List<Cast.Result> results) throws InterruptedException {
        progress.accept("checking the invariants");
        quiet.awaitQuiet();
        new Checks(running, api, broker, meters, codec).check(report, results);
        report.baseline(
                api.get("oversight-service", "/figures", running.population().operator())
                        .body());
    }

    /** Plays these visits, whose encounters were sent. */
    List<Cast.Result> play(List<Visit> visits, int atOnce) throws InterruptedException {
        return crowd.inParallel(visits, atOnce, cast::play);
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
        report.figure("flows_per_second", Report.round(submitted * 1000.0 / took.toMillis()));
    }

    /** Counts what granted requests alone cost, between two readings of the meters. */
    private void measure(Report report, Settings settings) throws InterruptedException {
        List<Visit> visits = Plan.granted(
                running.population(),
                settings.seed() + 1,
                settings.measured(),
                "M" + settings.seed(),
                MEASURED_PATIENTS);
        encounters(visits);
        progress.accept("counting what a granted flow costs: " + settings.measured() + " of them");
        quiet.awaitQuiet();
        double writes = meters.sum(Metric.DOCUMENT_WRITES);
        long records = broker.records();
        List<Cast.Result> results = play(visits, settings.atOnce());
        quiet.awaitQuiet();
        long granted = results.stream().filter(Report::granted).count();
        report.figure(
                "document_writes_per_flow",
                Report.round((meters.sum(Metric.DOCUMENT_WRITES) - writes) / Math.max(1, granted)));
        report.figure(
                "kafka_records_per_flow", Report.round((double) (broker.records() - records) / Math.max(1, granted)));
        report.check("the measured flows were all granted", granted == settings.measured(), Checks.faults(results));
    }

    @Override
    public void close() {
        feeds.close();
        news.close();
        api.close();
    }
}
