package org.carecontact.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.carecontact.localparts.Folders;
import org.carecontact.localparts.Ports;
import org.carecontact.localparts.broker.KafkaBroker;
import org.carecontact.localparts.broker.KafkaTopics;
import org.carecontact.localparts.mongo.MongoServer;
import org.carecontact.localparts.registry.SchemaRegistry;
import org.carecontact.schemas.EventTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Broker, registry and Mongo server for all tests of this JVM; each part starts when first asked for. */
public final class Installation {

    /** The system property that names a file for the shape of every query and update that tests cause, one a line. */
    private static final String SHAPES = "carecontact.shapes.into";

    private static final Set<String> SPRING_HOOKS =
            Set.of("SpringApplicationShutdownHook", "SpringContextShutdownHook");
    private static final Installation SHARED = new Installation();

    private final Path folder;
    private final List<AutoCloseable> running = new ArrayList<>();
    private final AtomicInteger databases = new AtomicInteger();
    private final AtomicBoolean schemas = new AtomicBoolean();
    private final Once<KafkaBroker> broker = new Once<>(this::startBroker);
    private final Once<SchemaRegistry> registry = new Once<>(this::startRegistry);
    private final Once<MongoServer> mongo = new Once<>(Installation::startMongo);

    private Installation() {
        try {
            folder = Files.createTempDirectory("carecontact-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    public static Installation shared() {
        return SHARED;
    }

    public String bootstrapServers() {
        return broker.get().bootstrapServers();
    }

    public String registryUrl() {
        return registry.get().url();
    }

    public String confluentUrl() {
        return registry.get().confluentUrl();
    }

    public String mongoUri(String database) {
        return mongo.get().uri(database);
    }

    /** Creates the topics that are missing and returns when they can be used; those that exist keep their partitions. */
    public void createTopics(int partitions, String... names) {
        List<NewTopic> topics = Arrays.stream(names)
                .map(name -> new NewTopic(name, partitions, (short) 1))
                .toList();
        try {
            KafkaTopics.create(bootstrapServers(), topics);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Registers every event type. */
    public void registerSchemas() {
        synchronized (schemas) {
            if (schemas.compareAndSet(false, true)) {
                try {
                    EventTypes.register(confluentUrl());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Points a service at this installation, for Spring's test support; see {@link #properties}. */
    public void registerInto(DynamicPropertyRegistry properties, String service) {
        properties(service).forEach(properties::add);
    }

    /** Settings of a service of this installation: a fresh database, {@link TestTokens} as issuer, secrets for tests. */
    Map<String, Supplier<Object>> properties(String service) {
        TestTokens tokens = TestTokens.shared();
        start();
        String uri = mongoUri(service.replace('-', '_') + "_" + databases.incrementAndGet());
        return Map.of(
                "spring.kafka.bootstrap-servers", this::bootstrapServers,
                "carecontact.registry.url", this::registryUrl,
                "spring.mongodb.uri", () -> uri,
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri", tokens::jwkSetUri,
                "spring.security.oauth2.resourceserver.jwt.issuer-uri", tokens::issuer,
                "carecontact.ids.key", () -> secret(1),
                "carecontact.sealing.key", () -> secret(2));
    }

    /** Starts all parts at once. */
    private void start() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(broker::get),
                        CompletableFuture.runAsync(registry::get),
                        CompletableFuture.runAsync(mongo::get))
                .join();
    }

    private static String secret(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private KafkaBroker startBroker() {
        return KafkaBroker.start(folder.resolve("kafka"), Ports.free(), Ports.free());
    }

    private static MongoServer startMongo() {
        String shapes = System.getProperty(SHAPES, "");
        return shapes.isEmpty() ? MongoServer.inMemory() : MongoServer.inMemory(Path.of(shapes));
    }

    private SchemaRegistry startRegistry() {
        return SchemaRegistry.start(folder.resolve("registry"), Ports.free(), Ports.free());
    }

    private void stop() {
        awaitSpring();
        List<AutoCloseable> parts;
        synchronized (running) {
            parts = List.copyOf(running).reversed();
        }
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println(part + " did not stop: " + e);
            }
        }
        delete(folder);
    }

    // Spring's contexts close in hooks of their own, at the same time; without a broker their consumers hang.
    private static void awaitSpring() {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // all hooks are started in a row, in no order
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (SPRING_HOOKS.contains(thread.getName())) {
                try {
                    thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (UncheckedIOException e) {
            System.err.println(folder + " could not be removed: " + e);
        }
    }

    /** A part that its first user starts and all others share. */
    private final class Once<T extends AutoCloseable> {

        private final Supplier<T> starter;
        private @Nullable T part;

        Once(Supplier<T> starter) {
            this.starter = starter;
        }

        synchronized T get() {
            if (part == null) {
                part = starter.get();
                synchronized (running) {
                    running.add(part);
                }
            }
            return part;
        }
    }
}
