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
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.carecontact.sandbox.Options;
import org.carecontact.sandbox.day.Day;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Installation.Settings;
import org.carecontact.sandbox.installation.Installation.Size;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.installation.Site;
import org.carecontact.sandbox.installation.StartFailed;
import org.slf4j.bridge.SLF4JBridgeHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The full flow at a fixed number of flows at once, beside {@link PlainClients} that do as much on the same servers:
 * after the first thousand flows, when the JVMs are warm, and when there are many. Part of {@code ./carecontact bench}.
 */
public final class Bench {

    private static final int FIRST = 1_000;
    private static final int WARM = 10_000;
    private static final int MEASURED = 1_500;
    private static final int ROUNDS = 3;
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
                .withSize(Size.SERVER);
        try (Installation installation = Installation.at(site, settings, System.out::println)) {
            Runtime.getRuntime().addShutdownHook(new Thread(installation::close, "stop"));
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
        Measured first = measured(FIRST);
        Measured warm = measured(Math.min(flows, WARM));
        Measured last = flows > WARM ? measured(flows) : warm;
        System.out.println();
        // Cold JVMs say little of what there is to be reached: the ratio is that of warm ones.
        boolean ok = check("of_reference", last.ofReference(), RATIO_OF_REFERENCE);
        ok &= check("of_reference_with_queries", last.ofReferenceWithQueries(), RATIO_OF_REFERENCE);
        ok &= check("of_first", last.of(first), RATIO_WHEN_MANY);
        ok &= check("of_warm", last.of(warm), RATIO_WHEN_MANY);
        figures.put("ok", ok);
        System.out.println(new JsonMapper().writeValueAsString(figures));
        return ok;
    }

    /** A stretch of flows, and how long plain clients took for the same, without and with its queries. */
    private record Measured(Day.Stretch stretch, Duration reference, Duration withQueries) {

        double ofReferenceWithQueries() {
            return withQueries.toNanos() / (double) stretch.took().toNanos();
        }

        double ofReference() {
            return reference.toNanos() / (double) stretch.took().toNanos();
        }

        double of(Measured before) {
            return stretch.flowsPerSecond() / before.stretch.flowsPerSecond();
        }
    }

    /** Measures when so many flows are done. */
    private Measured measured(int flows) throws InterruptedException {
        while (done < flows) {
            Day.Stretch stretch = day.stretch(Math.min(flows - done, CHUNK), atOnce, List.of());
            done += stretch.flows();
            System.out.printf("  %6d flows done, %.1f a second%n", done, stretch.flowsPerSecond());
        }
        String prefix = "after_" + done + "_";
        System.out.printf("%nafter %d flows, %d at once:%n", done, atOnce);
        Day.Stretch stretch = day.stretch(MEASURED, atOnce, Workload.METRICS);
        done += stretch.flows();
        Workload work = Workload.of(stretch, samples());
        System.out.printf("  full flow: %.1f flows/s%n", stretch.flowsPerSecond());
        System.out.printf(
                "  per flow: %.2f Kafka records in %.2f sends, %.2f received in %.2f batches,%n"
                        + "            %.2f documents in %.2f writes, %.2f documents in %.2f queries;%n"
                        + "            a record %d bytes, a document %d%n",
                each(work.records(), stretch),
                each(work.sends(), stretch),
                each(work.received(), stretch),
                each(work.batches(), stretch),
                each(work.documents(), stretch),
                each(work.writes(), stretch),
                each(work.reads(), stretch),
                each(work.queries(), stretch),
                work.recordBytes(),
                bytes(work.samples()));
        figures.put(prefix + "flows_per_second", round(stretch.flowsPerSecond()));
        figures.put(prefix + "document_writes_per_flow", round(each(work.documents(), stretch)));
        figures.put(prefix + "kafka_records_per_flow", round(each(work.records(), stretch)));
        figures.put(prefix + "cpu_ms_per_flow", cpu(stretch.cpu(), stretch.flows()));
        System.out.println("plain clients, the same records and documents in the same batches:");
        Duration reference = reference(prefix + "reference_", work.withoutQueries(), stretch.flows());
        System.out.println("plain clients that make the same queries too:");
        Duration withQueries = reference(prefix + "reference_with_queries_", work, stretch.flows());
        memory(prefix.replace('_', ' ').strip() + " flows");
        Measured measured = new Measured(stretch, reference, withQueries);
        figures.put(prefix + "of_reference", round(measured.ofReference()));
        figures.put(prefix + "of_reference_with_queries", round(measured.ofReferenceWithQueries()));
        System.out.printf(
                "full flow %.2f of plain clients, %.2f of those with queries%n",
                measured.ofReference(), measured.ofReferenceWithQueries());
        return measured;
    }

    /** The best of some rounds: the first ones are cold. */
    private Duration reference(String prefix, Workload work, int flows) throws InterruptedException {
        PlainClients clients = new PlainClients(
                running.endpoints().kafka(), running.endpoints().mongo(), prefix.replace('_', '-'));
        Duration best = Duration.ofDays(1);
        Map<String, Duration> cpu = Map.of();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Duration> before = day.cpu();
            Duration took = clients.take(work, round);
            if (took.compareTo(best) < 0) {
                best = took;
                cpu = Day.since(before, day.cpu());
            }
        }
        double flowsPerSecond = flows * 1e9 / best.toNanos();
        System.out.printf("  %.1f flows/s%n", flowsPerSecond);
        figures.put(prefix + "flows_per_second", round(flowsPerSecond));
        figures.put(prefix + "cpu_ms_per_flow", cpu(cpu, flows));
        return best;
    }

    private static double cpu(Map<String, Duration> processes, int flows) {
        System.out.println("  CPU per flow:");
        double all = 0;
        for (Map.Entry<String, Duration> one : processes.entrySet()) {
            double each = one.getValue().toNanos() / 1e6 / flows;
            all += each;
            if (each >= 0.05) {
                System.out.printf("    %-22s %6.2f ms%n", one.getKey(), each);
            }
        }
        System.out.printf("    %-22s %6.2f ms%n", "all", all);
        return round(all);
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

    /** Some of the documents that the write path wrote. */
    private List<Document> samples() {
        List<Document> samples = new ArrayList<>();
        try (MongoClient mongo = MongoClients.create(running.endpoints().mongo())) {
            for (String name : mongo.listDatabaseNames()) {
                MongoDatabase database = mongo.getDatabase(name);
                for (String collection : database.listCollectionNames()) {
                    database.getCollection(collection)
                            .find(Filters.exists("outbox"))
                            .limit(SAMPLE)
                            .into(samples);
                }
            }
        }
        return samples;
    }

    private static int bytes(List<Document> documents) {
        DocumentCodec codec = new DocumentCodec();
        return (int) documents.stream()
                .mapToInt(document ->
                        new RawBsonDocument(document, codec).getByteBuffer().remaining())
                .average()
                .orElse(0);
    }

    private static double each(long count, Day.Stretch stretch) {
        return count / (double) stretch.flows();
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
