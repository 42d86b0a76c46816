package org.carecontact.localparts.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.carecontact.localparts.OwnProcess;
import org.carecontact.localparts.Ports;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One real Kafka node, broker and KRaft controller, in this JVM, on loopback, with its log in a folder. */
public final class KafkaBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts on what the folder holds, or formats it when it is new, and returns when clients can connect.
     *
     * @throws IllegalStateException when a port is taken
     */
    public static KafkaBroker start(Path dataDir, int port, int controllerPort) {
        Ports.requireFree("Kafka", port);
        Ports.requireFree("Kafka's controller", controllerPort);
        if (!Files.exists(dataDir.resolve("meta.properties"))) {
            format(dataDir);
        }
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(configuration(dataDir, port, controllerPort)), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
        return new KafkaBroker(server, port);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            new Formatter()
                    .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, "UTF-8"))
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(dataDir.toString()))
                    .setMetadataLogDirectory(dataDir.toString())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("Kafka could not format " + dataDir, e);
        }
    }

    private static Properties configuration(Path dataDir, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort)),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("log.dirs", dataDir.toString()),
                // One node has nothing to replicate to and nobody to wait for.
                Map.entry("default.replication.factor", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // After kill -9 the old session has to end first; with a shorter one, a starved broker would be shut
                // out.
                Map.entry("broker.session.timeout.ms", "4000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                // After kill -9 the unflushed part is read again: keep it short.
                Map.entry("log.segment.bytes", String.valueOf(64 << 20)),
                Map.entry("log.index.size.max.bytes", String.valueOf(1 << 20)),
                Map.entry("log.retention.ms", "-1"),
                Map.entry("log.retention.bytes", "-1"),
                Map.entry("auto.create.topics.enable", "false"),
                // Made for a small heap and two cores.
                Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20)),
                Map.entry("log.cleaner.io.buffer.size", String.valueOf(256 << 10)),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2")));
        return properties;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Start()).execute(args));
    }

    @Command(name = "KafkaBroker", description = "Runs a Kafka broker of one node until SIGTERM.")
    @SuppressWarnings("NullAway.Init")
    private static final class Start implements Callable<Integer> {

        @Option(names = "--data", required = true, description = "the folder of its log, made when missing")
        private Path data;

        @Option(names = "--port", required = true)
        private int port;

        @Option(names = "--controller-port", required = true)
        private int controllerPort;

        @Override
        public Integer call() throws InterruptedException {
            return OwnProcess.run("Kafka", () -> start(data, port, controllerPort));
        }
    }
}
