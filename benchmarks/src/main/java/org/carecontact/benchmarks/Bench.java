package org.carecontact.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.RawBsonDocument;
import org.carecontact.sandbox.Options;
import org.carecontact.sandbox.day.Day;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Installation.Settings;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.installation.Site;
import org.carecontact.sandbox.installation.StartFailed;
import org.slf4j.bridge.SLF4JBridgeHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The full flow at a fixed number of flows at once, beside {@link PlainClients} that do as much on the same servers:
 * after the first thousand flows and again when there are many. Part of {@code ./carecontact bench}.
 */
public final class Bench {

    private static final int FIRST = 1_000;
    private static final int MEASURED = 1_500;
    private static final int CHUNK = 2_500;
    private static final double RATIO_OF_REFERENCE = 0.35;
    private static final double RATIO_WHEN_MANY = 0.8;
    private static final int SAMPLE = 300;

    private final Running running;
    private final Day day;
    private final int atOnce;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private int done;

    private Bench(Running running, Day day, int atOnce) {
        this.running = running;
        this.day = day;
        this.atOnce = atOnce;
    }

    /** Runs {@code bench --flows N --at-once N --port-offset N}; exit code 1 when a ratio is missed. */
    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("logback.configurationFile", "part-logback.xml");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            Options options =
                    Options.parse(List.of(arguments), Set.of("--flows", "--at-once", "--port-offset"), Set.of());
            boolean ok = run(
                    (int) options.number("--flows", 50_000, FIRST + MEASURED, 200_000),
                    (int) options.number("--at-once", 32, 1, 256),
                    (int) options.number("--port-offset", 0, -1000, 30_000));
            System.exit(ok ? 0 : 1);
        } catch (Options.Wrong e) {
            System.err.println("carecontact: " + e.getMessage() + "; see ./carecontact bench --help");
            System.exit(2);
        } catch (StartFailed e) {
            System.err.println("carecontact: " + e.getMessage());
            System.exit(e.exitCode());
        }
    }

    private static boolean run(int flows, int atOnce, int portOffset) throws InterruptedException {
        Path root = Path.of(System.getProperty("carecontact.home", "."));
        Site site = new Site(root, "bench", new Ports(2000 + portOffset));
        Settings settings = Settings.FRESH
                .withEnvironment(
                        Map.of("CARECONTACT_CLOCK_OFFSET", Day.morning().toString()))
                .withFlags(Settings.FAST);
        try (Installation installation = Installation.at(site, settings, System.out::println)) {
            installation.start(Long.getLong("carecontact.since", System.currentTimeMillis()));
            try (Day day = new Day(installation, Day.morning(), said -> {})) {
                return new Bench(installation, day, atOnce).measure(flows);
            }
        } finally {
            Installation.delete(site.home());
        }
    }

    private boolean measure(int flows) throws InterruptedException {
        figures.put("start_seconds", running.startedIn().toMillis() / 1e3);
        memory("at start");
        day.open();
        play(FIRST);
        Day.Stretch early = measured("after " + done + " flows");
        Duration earlyReference = reference("early", early);
        boolean ok = check(
                "of_reference", earlyReference.toNanos() / (double) early.took().toNanos(), RATIO_OF_REFERENCE);
        memory("after " + done + " flows");
        if (flows > done) {
            play(flows - done);
            Day.Stretch late = measured("after " + done + " flows");
            Duration lateReference = reference("late", late);
            figures.put(
                    "late_of_reference",
                    round(lateReference.toNanos() / (double) late.took().toNanos()));
            figures.put("reference_when_many", round(earlyReference.toNanos() / (double) lateReference.toNanos()));
            ok &= check("when_many", late.flowsPerSecond() / early.flowsPerSecond(), RATIO_WHEN_MANY);
            memory("after " + done + " flows");
        }
        figures.put("ok", ok);
        System.out.println(new JsonMapper().writeValueAsString(figures));
        return ok;
    }

    private void play(int flows) throws InterruptedException {
        for (int left = flows; left > 0; left -= CHUNK) {
            Day.Stretch stretch = day.stretch(Math.min(left, CHUNK), atOnce, List.of());
            done += stretch.flows();
            System.out.printf("  %6d flows done, %.1f a second%n", done, stretch.flowsPerSecond());
        }
    }

    private Day.Stretch measured(String when) throws InterruptedException {
        Day.Stretch stretch = day.stretch(MEASURED, atOnce, Workload.METRICS);
        done += stretch.flows();
        Workload work = Workload.of(stretch, documentBytes());
        String prefix = figures.containsKey("early_flows_per_second") ? "late_" : "early_";
        System.out.printf("%nfull flow %s, %d at once: %.1f flows/s%n", when, atOnce, stretch.flowsPerSecond());
        System.out.printf(
                "  per flow: %.2f Kafka records in %.2f sends, %.2f received in %.2f batches,%n"
                        + "            %.2f documents in %.2f writes; a record %d bytes, a document %d%n",
                each(work.records(), stretch),
                each(work.sends(), stretch),
                each(work.received(), stretch),
                each(work.batches(), stretch),
                each(work.documents(), stretch),
                each(work.writes(), stretch),
                work.recordBytes(),
                work.documentBytes());
        System.out.println("  CPU per flow:");
        Duration all = Duration.ZERO;
        for (Map.Entry<String, Duration> one : stretch.cpu().entrySet()) {
            System.out.printf(
                    "    %-22s %6.2f ms%n", one.getKey(), one.getValue().toNanos() / 1e6 / stretch.flows());
            all = all.plus(one.getValue());
        }
        System.out.printf("    %-22s %6.2f ms%n", "all", all.toNanos() / 1e6 / stretch.flows());
        figures.put(prefix + "flows_per_second", round(stretch.flowsPerSecond()));
        figures.put(prefix + "cpu_ms_per_flow", round(all.toNanos() / 1e6 / stretch.flows()));
        figures.put(prefix + "document_writes_per_flow", round(each(work.documents(), stretch)));
        figures.put(prefix + "kafka_records_per_flow", round(each(work.records(), stretch)));
        return stretch;
    }

    private Duration reference(String run, Day.Stretch stretch) throws InterruptedException {
        Workload work = Workload.of(stretch, documentBytes());
        PlainClients clients = new PlainClients(
                running.endpoints().kafka(), running.endpoints().mongo(), run);
        List<Duration> rounds = new ArrayList<>();
        for (int round = 0; round < 3; round++) { // the first ones are cold
            rounds.add(clients.take(work, round));
        }
        Duration best = rounds.stream().min(Duration::compareTo).orElseThrow();
        System.out.printf(
                "plain clients, the same records and documents in the same batches: %.1f flows/s%n",
                stretch.flows() * 1e9 / best.toNanos());
        figures.put(run + "_reference_flows_per_second", round(stretch.flows() * 1e9 / best.toNanos()));
        return best;
    }

    private boolean check(String name, double ratio, double least) {
        figures.put("ratio_" + name, round(ratio));
        boolean holds = ratio >= least;
        System.out.printf(
                "  %s: %.2f, at least %.2f: %s%n", name.replace('_', ' '), ratio, least, holds ? "ok" : "MISSED");
        return holds;
    }

    private void memory(String when) {
        System.out.printf("%nmemory %s:%n", when);
        long all = 0;
        for (Running.Process process : running.processes()) {
            System.out.printf("    %-22s %5d MiB%n", process.name(), process.residentKib() / 1024);
            all += process.residentKib();
        }
        System.out.printf("    %-22s %5d MiB%n", "all", all / 1024);
        figures.put("resident_mib_" + when.replace(' ', '_'), all / 1024);
    }

    /** The mean size of the documents that the write path writes. */
    private int documentBytes() {
        long bytes = 0;
        long documents = 0;
        try (MongoClient mongo = MongoClients.create(running.endpoints().mongo())) {
            for (String name : mongo.listDatabaseNames()) {
                MongoDatabase database = mongo.getDatabase(name);
                for (String collection : database.listCollectionNames()) {
                    for (RawBsonDocument document : database.getCollection(collection, RawBsonDocument.class)
                            .find(Filters.exists("outbox"))
                            .limit(SAMPLE)) {
                        bytes += document.getByteBuffer().remaining();
                        documents++;
                    }
                }
            }
        }
        return (int) (bytes / Math.max(1, documents));
    }

    private static double each(long count, Day.Stretch stretch) {
        return count / (double) stretch.flows();
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
