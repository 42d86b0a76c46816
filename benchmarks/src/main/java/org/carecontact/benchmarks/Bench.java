package org.carecontact.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.carecontact.sandbox.commandline.PortOffset;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.commandline.WrongUse;
import org.carecontact.sandbox.day.Cpu;
import org.carecontact.sandbox.day.Day;
import org.carecontact.sandbox.day.Stretch;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.installation.Settings.Size;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    public static void main(String[] arguments) {
        System.exit(ScriptCommand.run(new Start(), arguments));
    }

    @Command(name = "bench")
    private static final class Start implements Callable<Integer> {

        @Option(names = "--flows", defaultValue = "50000")
        private int flows;

        @Option(names = "--at-once", defaultValue = "32")
        private int atOnce;

        @Mixin
        private final PortOffset portOffset = new PortOffset();

        @Override
        public Integer call() throws InterruptedException {
            WrongUse.within("--flows", flows, FIRST + MEASURED, 200_000);
            WrongUse.within("--at-once", atOnce, 1, 256);
            try (BenchSite site = new BenchSite(portOffset.value(), Size.SERVER)) {
                Installation installation = site.start();
                try (Day day = new Day(installation, Day.morning(), _ -> {})) {
                    return new Bench(installation, day, atOnce).measure(flows) ? 0 : 1;
                }
            }
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
        // Cold JVMs are slower than what can be reached, so the ratio is that of warm ones.
        boolean ok = check("of_reference", last.ofReference(), RATIO_OF_REFERENCE);
        ok &= check("of_reference_with_queries", last.ofReferenceWithQueries(), RATIO_OF_REFERENCE);
        ok &= check("of_first", last.of(first), RATIO_WHEN_MANY);
        ok &= check("of_warm", last.of(warm), RATIO_WHEN_MANY);
        figures.put("ok", ok);
        System.out.println(new JsonMapper().writeValueAsString(figures));
        return ok;
    }

    /** A stretch of flows, and how long plain clients took for the same, without and with its queries. */
    private record Measured(Stretch stretch, Duration reference, Duration withQueries) {

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
            Stretch stretch = day.stretch(Math.min(flows - done, CHUNK), atOnce, List.of());
            done += stretch.flows();
            System.out.printf("  %6d flows done, %.1f a second%n", done, stretch.flowsPerSecond());
        }
        String prefix = "after_" + done + "_";
        System.out.printf("%nafter %d flows, %d at once:%n", done, atOnce);
        Stretch stretch = day.stretch(MEASURED, atOnce, Workload.METRICS);
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
            Map<String, Duration> before = Cpu.of(running);
            Duration took = clients.take(work, round);
            if (took.compareTo(best) < 0) {
                best = took;
                cpu = Cpu.since(before, running);
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

    private static double each(long count, Stretch stretch) {
        return count / (double) stretch.flows();
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
