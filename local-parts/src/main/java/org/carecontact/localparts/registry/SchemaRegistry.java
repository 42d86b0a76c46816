package org.carecontact.localparts.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carecontact.localparts.ChildProcess;
import org.carecontact.localparts.Home;
import org.carecontact.localparts.JvmFlags;
import org.carecontact.localparts.Ports;

/** Runs Apicurio Registry as a process of its own, on loopback, with its schemas in a folder that outlives it. */
public final class SchemaRegistry implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private static final Duration STOP = Duration.ofSeconds(10);

    private final ChildProcess child;
    private final int port;

    private SchemaRegistry(ChildProcess child, int port) {
        this.child = child;
        this.port = port;
    }

    /**
     * Starts the registry and returns when it answers; its output goes to {@code registry.log} in the folder.
     *
     * @throws IllegalStateException when a port is taken or the process ends or is not ready within a minute
     */
    public static SchemaRegistry start(Path dataDir, int port, int managementPort) {
        Ports.requireFree("The schema registry", port);
        Ports.requireFree("The schema registry's management", managementPort);
        Path log = dataDir.resolve("registry.log");
        try {
            Files.createDirectories(dataDir);
            Process process = new ProcessBuilder(command(dataDir, port, managementPort))
                    .directory(dataDir.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            SchemaRegistry registry = new SchemaRegistry(new ChildProcess(process, STOP), port);
            registry.awaitReady(managementPort, log);
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the command that {@link #start} runs, for callers that start and watch the process themselves. */
    public static List<String> command(Path dataDir, int port, int managementPort) {
        List<String> command = new ArrayList<>();
        command.add(JvmFlags.JAVA);
        command.addAll(JvmFlags.COMMON);
        command.addAll(JvmFlags.REGISTRY);
        command.addAll(List.of(
                "-Dquarkus.log.level=WARN",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort,
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                // Without WRITE_DELAY=0 a killed registry forgets schemas it has acknowledged.
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + dataDir.toAbsolutePath().resolve("registry") + ";WRITE_DELAY=0",
                "-Dapicurio.datasource.username=sa",
                "-Dapicurio.datasource.password=",
                "-Dapicurio.rules.global.compatibility=FULL_TRANSITIVE",
                "-Dapicurio.rules.global.validity=FULL",
                "-jar",
                Home.part("apicurio-registry-").resolve("quarkus-run.jar").toString()));
        return command;
    }

    /** The registry's own API, version 3. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/registry/v3";
    }

    /** The API of Confluent's schema registry, version 7. */
    public String confluentUrl() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    public Process process() {
        return child.process();
    }

    /** Sends SIGKILL and returns when the process is gone. */
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }

    private void awaitReady(int managementPort, Path log) throws IOException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + START.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (true) {
                if (process().waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("the schema registry ended with code %d, see %s"
                            .formatted(process().exitValue(), log));
                }
                if (System.nanoTime() > deadline) {
                    kill();
                    throw new IllegalStateException("the schema registry is not ready after " + START + ", see " + log);
                }
                if (answers(http, ready)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the schema registry was starting", e);
        }
    }

    private static boolean answers(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
