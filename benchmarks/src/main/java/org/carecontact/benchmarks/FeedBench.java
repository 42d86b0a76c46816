package org.carecontact.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.carecontact.localparts.Folders;
import org.carecontact.sandbox.commandline.PortOffset;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.commandline.WrongUse;
import org.carecontact.sandbox.day.Cpu;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.Running;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many messages a second the gateway takes, each durable before its answer, beside {@link BareServers}, which only
 * parse and answer; at first, and when many visits are stored. {@code ./carecontact bench --feeds}.
 */
public final class FeedBench {

    private static final int MANY = 16;
    private static final int ROUNDS = 3;
    private static final int CHUNK = 10_000;
    private static final double RATIO_OF_BARE = 0.5;
    private static final double RATIO_WHEN_MANY = 0.8;
    private static final int LEAST_WARM_UP = 10_000;

    private final Running running;
    private final GatewayProcess gateway;
    private final Path hospitals;
    private final FeedPorts ports;
    private final int messages;
    private final FeedLoad load = new FeedLoad();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private int visits;

    private FeedBench(Running running, Path hospitals, FeedPorts ports, int messages) {
        this.running = running;
        this.gateway = new GatewayProcess(running);
        this.hospitals = hospitals;
        this.ports = ports;
        this.messages = messages;
    }

    public static void main(String[] arguments) {
        System.exit(ScriptCommand.run(new Start(), arguments));
    }

    @Command(name = "bench")
    private static final class Start implements Callable<Integer> {

        @Option(names = "--feeds", required = true)
        @SuppressWarnings("UnusedVariable") // Chosen by the script; the program only has to accept it.
        private boolean feeds;

        @Option(names = "--visits", defaultValue = "20000")
        private int visits;

        @Option(names = "--messages", defaultValue = "6000")
        private int messages;

        @Option(names = "--json")
        private boolean json;

        @Mixin
        private final PortOffset portOffset = new PortOffset();

        @Override
        public Integer call() throws IOException, InterruptedException {
            WrongUse.within("--visits", visits, 100, 1_000_000);
            WrongUse.within("--messages", messages, 100, 100_000);
            Path hospitals = Files.createTempDirectory("carecontact-feeds");
            FeedPorts ports = FeedPorts.of(new Ports(2000 + portOffset.value()));
            try (BenchSite site = BenchSite.ofGateway(portOffset.value(), hospitals)) {
                ports.writeHl7(hospitals);
                FeedBench bench = new FeedBench(site.start(), hospitals, ports, messages);
                try (BareServers bare = BareServers.start(ports.bareHl7(), ports.bareFhir())) {
                    boolean ok = bench.measure(bare, visits);
                    if (json) {
                        System.out.println(new JsonMapper().writeValueAsString(bench.figures));
                    }
                    return ok ? 0 : 1;
                }
            } finally {
                Folders.delete(hospitals);
            }
        }
    }

    private boolean measure(BareServers bare, int upTo) throws IOException, InterruptedException {
        starts();
        int warmUp = Math.max(messages, LEAST_WARM_UP);
        System.out.printf("%nwarming up: %d messages for each server and protocol%n", warmUp);
        for (FeedProtocol protocol : FeedProtocol.values()) {
            load.send(protocol, ports.bare(protocol), MANY, warmUp);
            taken(protocol, MANY, warmUp);
        }
        gateway.settle();
        System.out.printf(
                "%nCPU-ms of each process for one message, all that follows from it; the server is %s or the bare one, the load generator sends%n",
                GatewayProcess.NAME);
        compared(bare, "after_" + visits);
        double flat = grown(upTo);
        Map<String, Double> last = compared(bare, "after_" + visits);
        memory();
        System.out.println();
        boolean ok = true;
        for (Map.Entry<String, Double> ratio : last.entrySet()) {
            ok &= check("of bare, " + ratio.getKey(), ratio.getValue(), RATIO_OF_BARE);
        }
        ok &= check("last of first visits", flat, RATIO_WHEN_MANY);
        figures.put("ok", ok);
        return ok;
    }

    /** The gateway's start and memory, without a FHIR feed and with one; each after a start that warmed the disk. */
    private void starts() throws IOException, InterruptedException {
        System.out.printf("%nthe gateway by itself, before any message:%n");
        gateway.restart();
        started("without a FHIR feed", "without_fhir");
        ports.writeFhir(hospitals);
        gateway.restart();
        started("with a FHIR feed", "with_fhir");
    }

    private void started(String what, String figure) {
        Running.Process process = gateway.now();
        double seconds = process.readyAfter().toMillis() / 1e3;
        long mib = process.residentKib() / 1024;
        System.out.printf("  %-22s ready after %.1f s, %d MiB%n", what, seconds, mib);
        figures.put("start_seconds_" + figure, seconds);
        figures.put("resident_mib_" + figure, mib);
    }

    /** Messages for the gateway; their visits count. */
    private FeedLoad.Sent taken(FeedProtocol protocol, int connections, int most) throws InterruptedException {
        FeedLoad.Sent sent = load.send(protocol, ports.of(protocol), connections, most);
        visits += sent.messages() / protocol.messagesOfVisit();
        return sent;
    }

    /** Returns the ratio of the gateway's rate to that of the bare server, by what was measured. */
    private Map<String, Double> compared(BareServers bare, String when) throws InterruptedException {
        System.out.printf(
                "%n%-46s %10s %7s %8s %8s %8s %8s %8s%n",
                when.replace('_', ' ') + " visits", "a second", "ratio", "server", "mongo", "kafka", "others", "load");
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("v2 at 1", compared(bare, when, FeedProtocol.HL7_V2, 1));
        ratios.put("v2 at 16", compared(bare, when, FeedProtocol.HL7_V2, MANY));
        ratios.put("FHIR at 16", compared(bare, when, FeedProtocol.FHIR, MANY));
        return ratios;
    }

    /** Turn by turn, so that what else the machine does meets both. */
    private double compared(BareServers bare, String when, FeedProtocol protocol, int connections)
            throws InterruptedException {
        Spent ofBare = new Spent();
        Spent ofGateway = new Spent();
        for (int round = 0; round < ROUNDS; round++) {
            ofBare.add(bare, () -> load.send(protocol, ports.bare(protocol), connections, messages / ROUNDS));
            ofGateway.add(bare, () -> {
                FeedLoad.Sent sent = taken(protocol, connections, messages / ROUNDS);
                gateway.settle();
                return sent;
            });
        }
        String what = "%s, %d connection%s".formatted(protocol.messages(), connections, connections == 1 ? "" : "s");
        String figure = when + "_" + (protocol == FeedProtocol.HL7_V2 ? "v2" : "fhir") + "_at_" + connections + "_";
        double ratio = ofGateway.perSecond() / ofBare.perSecond();
        ofBare.show(what + ", bare", "", "bare", figure + "bare_");
        ofGateway.show(what, "%.2f".formatted(ratio), GatewayProcess.NAME, figure);
        figures.put(figure + "ratio", round(ratio));
        return ratio;
    }

    /** Sends v2 until so many visits are stored; returns the last rate beside the first. */
    private double grown(int upTo) throws InterruptedException {
        System.out.printf("%nv2 messages a second at %d connections, as visits are stored:%n", MANY);
        int chunk = Math.min(CHUNK, Math.max(1, upTo / 2));
        List<Double> rates = new ArrayList<>();
        do {
            rates.add(taken(FeedProtocol.HL7_V2, MANY, chunk * FeedProtocol.HL7_V2.messagesOfVisit())
                    .perSecond());
            System.out.printf("  %7d visits %10.1f a second%n", visits, rates.getLast());
        } while (visits < upTo);
        figures.put("visits", visits);
        figures.put(
                "v2_at_16_as_visits_grow", rates.stream().map(FeedBench::round).toList());
        return rates.getLast() / rates.getFirst();
    }

    private void memory() {
        System.out.printf("%nmemory at the end:%n");
        for (Running.Process process : running.processes()) {
            System.out.printf("    %-22s %5d MiB%n", process.name(), process.residentKib() / 1024);
            figures.put("resident_mib_" + process.name().replace('-', '_'), process.residentKib() / 1024);
        }
    }

    private boolean check(String name, double ratio, double least) {
        boolean holds = ratio >= least;
        System.out.printf("  %s: %.2f, at least %.2f: %s%n", name, ratio, least, holds ? "ok" : "MISSED");
        figures.put("ratio_" + name.replace(", ", "_").replace(' ', '_'), round(ratio));
        return holds;
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private interface Sending {
        FeedLoad.Sent send() throws InterruptedException;
    }

    /** The messages, the time and the processor time of some rounds; every process of the installation counts. */
    private final class Spent {

        private final Map<String, Duration> cpu = new LinkedHashMap<>();
        private int sent;
        private Duration took = Duration.ZERO;

        void add(BareServers bare, Sending sending) throws InterruptedException {
            Map<String, Duration> before = Cpu.of(running);
            Duration bareBefore = bare.cpu();
            FeedLoad.Sent round = sending.send();
            Cpu.since(before, running).forEach((process, time) -> cpu.merge(process, time, Duration::plus));
            cpu.merge("bare", bare.cpu().minus(bareBefore), Duration::plus);
            sent += round.messages();
            took = took.plus(round.took());
        }

        double perSecond() {
            return sent * 1e9 / took.toNanos();
        }

        void show(String what, String ratio, String server, String figure) {
            double others = cpu.keySet().stream()
                    .filter(process ->
                            !List.of(server, "mongo", "kafka", "people").contains(process))
                    .mapToDouble(this::each)
                    .sum();
            System.out.printf(
                    "%-46s %10.1f %7s %8.3f %8.3f %8.3f %8.3f %8.3f%n",
                    what, perSecond(), ratio, each(server), each("mongo"), each("kafka"), others, each("people"));
            figures.put(figure + "per_second", round(perSecond()));
            figures.put(figure + "cpu_ms_server", round(each(server)));
            figures.put(figure + "cpu_ms_mongo", round(each("mongo")));
            figures.put(figure + "cpu_ms_kafka", round(each("kafka")));
            figures.put(figure + "cpu_ms_others", round(others));
            figures.put(figure + "cpu_ms_load_generator", round(each("people")));
        }

        private double each(String process) {
            return cpu.getOrDefault(process, Duration.ZERO).toNanos() / 1e6 / sent;
        }
    }
}
