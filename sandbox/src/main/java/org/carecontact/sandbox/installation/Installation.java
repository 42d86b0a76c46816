package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.carecontact.localparts.registry.SchemaRegistry;
import org.carecontact.sandbox.people.Passwords;
import org.carecontact.sandbox.people.Population;
import org.carecontact.schemas.EventTypes;
import org.jspecify.annotations.Nullable;

/** All processes of one CareContact on this machine, from the first start to the last stop. */
public final class Installation implements Running, AutoCloseable {

    /** The names under which one more process of ours can run: who watches the others. */
    public static final String SUPERVISOR = "supervisor";

    private static final String STAND_INS = "stand-ins";
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Site site;
    private final Settings settings;
    private final Progress progress;
    private final Supervisor supervisor;
    private final FileChannel lock;
    private final Secrets secrets;
    private final Passwords passwords;
    private final Population population = Population.standard();
    private final Endpoints endpoints;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private Duration startedIn = Duration.ZERO;
    private boolean closed;

    /**
     * What a start may differ in.
     *
     * @param fresh forget the data of an earlier start
     * @param environment added to that of every service, as {@code CARECONTACT_SWEEP_EVERY}
     * @param services which of them run; the parts under them always do
     */
    public record Settings(boolean fresh, Map<String, String> environment, List<String> services, Size size) {

        public static final Settings USUAL = new Settings(false, Map.of(), Ports.SERVICES, Size.SMALL);

        public static final Settings FRESH = new Settings(true, Map.of(), Ports.SERVICES, Size.SMALL);

        public Settings withEnvironment(Map<String, String> more) {
            return new Settings(fresh, more, services, size);
        }

        public Settings withSize(Size other) {
            return new Settings(fresh, environment, services, other);
        }
    }

    /**
     * What the JVMs are given.
     *
     * @param services flags of the services and the stand-ins
     * @param mongo flags of the Mongo server, which keeps the keys of all documents: 40 000 granted requests take 200 MB
     */
    public record Size(List<String> services, List<String> mongo) {

        /** Starts quickly and stays small; hot code is compiled, but not a second time. */
        public static final Size SMALL = new Size(
                List.of(
                        "-Xms24m",
                        "-Xmx112m",
                        "-Xmn16m",
                        "-XX:MinHeapFreeRatio=10",
                        "-XX:MaxHeapFreeRatio=25",
                        "-XX:TieredStopAtLevel=1"),
                List.of("-Xms32m", "-Xmx256m"));

        /** As on a server: more memory, and both compilers. */
        public static final Size SERVER =
                new Size(List.of("-Xms128m", "-Xmx256m", "-Xmn64m"), List.of("-Xms128m", "-Xmx1g", "-Xmn64m"));
    }

    private Installation(Site site, Settings settings, Progress progress, FileChannel lock) {
        this.site = site;
        this.settings = settings;
        this.progress = progress;
        this.lock = lock;
        this.supervisor = new Supervisor(site, progress);
        this.secrets = Secrets.in(site.secrets());
        this.passwords = new Passwords(secrets.passwordSeed());
        this.endpoints = Endpoints.of(
                site,
                population.samples().stream()
                        .map(person -> new Endpoints.User(
                                person.user(),
                                passwords.of(person.user()),
                                person.role().name().toLowerCase(java.util.Locale.ROOT),
                                person.hospital(),
                                person.id(),
                                person.patient(),
                                person.relation()))
                        .toList());
    }

    /**
     * Takes hold of the site; nothing runs yet. Close it in any case.
     *
     * @throws StartFailed when another supervisor holds it
     */
    public static Installation at(Site site, Settings settings, Progress progress) {
        FileChannel lock = lock(site);
        HashMap<String, KnownProcess> leftovers = new HashMap<>(KnownProcess.all(site));
        leftovers.remove(SUPERVISOR);
        if (!leftovers.isEmpty()) {
            progress.say("stopping what an earlier start left behind: " + String.join(", ", leftovers.keySet()));
            KnownProcess.stop(
                    leftovers.values().stream().map(KnownProcess::handle).toList(), Duration.ofSeconds(15));
        }
        if (settings.fresh()) {
            List.of(site.data(), site.logs(), site.pids()).forEach(Installation::delete);
        }
        KnownProcess.remember(site, SUPERVISOR, ProcessHandle.current());
        return new Installation(site, settings, progress, lock);
    }

    /**
     * Does once what would slow down every start; part of the build.
     *
     * @return false when it failed: everything works all the same, but starts are slower
     */
    public static boolean prepare(Path root, Progress progress) throws IOException, InterruptedException {
        ClassCache cache = Applications.open(Site.up(root, 0)).cache();
        if (cache.isFresh()) {
            return true;
        }
        progress.say("rehearsing a start, so that the real ones are quick");
        return cache.make(root.resolve(".carecontact/logs/rehearsal.log"));
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @param since when the command was given, in milliseconds since 1970
     * @throws StartFailed with one line that says what is wrong; close the installation then
     */
    public void start(long since) {
        requireFreePorts();
        Applications applications = Applications.open(site);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Semaphore turns = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
            CompletableFuture<Void> kafka = run(executor, () -> {
                supervisor.start(kafka(applications));
                Topics.create(endpoints.kafka());
                progress.say(
                        "  %-21s there: %d".formatted("topics", Topics.all().size()));
            });
            CompletableFuture<Void> mongo = run(executor, () -> supervisor.start(mongo(applications)));
            CompletableFuture<Void> registry = run(executor, () -> {
                supervisor.start(registry());
                EventTypes.register(endpoints.confluent());
                progress.say("  %-21s registered: %d"
                        .formatted("schemas", EventTypes.all().size()));
            });
            ArrayList<CompletableFuture<Void>> everything = new ArrayList<CompletableFuture<Void>>();
            everything.add(registry);
            everything.add(run(executor, () -> supervisor.start(standIns(applications))));
            for (String service : settings.services()) {
                if (!applications.has(service)) {
                    progress.say(service + " is not built: left out");
                    continue;
                }
                everything.add(CompletableFuture.allOf(kafka, mongo)
                        .thenRunAsync(
                                checked(() -> {
                                    turns.acquire();
                                    try {
                                        supervisor.start(service(applications, service));
                                    } finally {
                                        turns.release();
                                    }
                                }),
                                executor));
            }
            everything.add(kafka);
            everything.add(mongo);
            awaitAll(everything);
        }
        endpoints.write(site.endpoints());
        startedIn = Duration.ofMillis(System.currentTimeMillis() - since);
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public Population population() {
        return population;
    }

    @Override
    public String password(String user) {
        return passwords.of(user);
    }

    @Override
    public String sealingKey() {
        return secrets.sealingKey();
    }

    @Override
    public List<Process> processes() {
        return supervisor.children().stream()
                .map(child -> new Process(
                        child.part.name(),
                        child.part.where(),
                        child.process.pid(),
                        child.ready,
                        child.restarts,
                        KnownProcess.resident(child.process.pid()),
                        child.process.info().totalCpuDuration().orElse(Duration.ZERO),
                        child.readyAfter))
                .toList();
    }

    @Override
    public Duration startedIn() {
        return startedIn;
    }

    @Override
    public void kill(String process) {
        supervisor.child(process).process.destroyForcibly();
    }

    /** Whether it still has to be closed. */
    public synchronized boolean isOpen() {
        return !closed;
    }

    /** Stops everything in the order of use: services first, the broker last. What was stored stays. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        supervisor.beginToStop();
        Set<String> names =
                supervisor.children().stream().map(child -> child.part.name()).collect(Collectors.toSet());
        Set<String> parts = Set.of("kafka", "mongo", "registry");
        supervisor.stop(names.stream().filter(name -> !parts.contains(name)).collect(Collectors.toSet()));
        supervisor.stop(Set.of("mongo", "registry"));
        supervisor.stop(Set.of("kafka"));
        http.close();
        try {
            Files.deleteIfExists(site.endpoints());
            KnownProcess.forget(site, SUPERVISOR);
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Part kafka(Applications applications) {
        Ports ports = site.ports();
        return new Part(
                "kafka",
                endpoints.kafka(),
                java(
                        ClassCache.FLAGS,
                        List.of("-Xms48m", "-Xmx160m", "-Xmn24m", "-XX:TieredStopAtLevel=1"),
                        applications.sandbox(),
                        "org.carecontact.localparts.broker.KafkaBroker",
                        "--data",
                        site.data().resolve("kafka").toString(),
                        "--port",
                        String.valueOf(ports.kafka()),
                        "--controller-port",
                        String.valueOf(ports.kafkaController())),
                Map.of("MALLOC_ARENA_MAX", "2"),
                () -> connects(ports.kafka()));
    }

    private Part mongo(Applications applications) {
        int port = site.ports().mongo();
        return new Part(
                "mongo",
                endpoints.mongo(),
                java(
                        ClassCache.FLAGS,
                        settings.size().mongo(),
                        applications.sandbox(),
                        "org.carecontact.localparts.mongo.MongoServer",
                        "--file",
                        site.data().resolve("mongo").toString(),
                        "--port",
                        String.valueOf(port)),
                Map.of("MALLOC_ARENA_MAX", "2"),
                () -> connects(port));
    }

    private Part registry() {
        Ports ports = site.ports();
        ArrayList<String> command = new ArrayList<>(
                SchemaRegistry.command(site.data().resolve("registry"), ports.registry(), ports.registryManagement()));
        // The last one of a kind holds.
        command.addAll(
                command.indexOf("-jar"),
                List.of("-Xms32m", "-Xmx128m", "-Xmn16m", "-XX:+UseCompactObjectHeaders", "-Dquarkus.log.level=WARN"));
        Path folder = site.data().resolve("registry");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Part(
                "registry",
                endpoints.registry(),
                command,
                Map.of("MALLOC_ARENA_MAX", "2"),
                () -> answers("http://127.0.0.1:%d/health/ready".formatted(ports.registryManagement())));
    }

    private Part standIns(Applications applications) {
        Ports ports = site.ports();
        return new Part(
                STAND_INS,
                "%s (issuer), %s (phones)".formatted(endpoints.issuer(), endpoints.phones()),
                java(
                        applications.cache().flags(),
                        settings.size().services(),
                        applications.sandbox(),
                        "org.carecontact.sandbox.StandIns"),
                Map.of(
                        "MALLOC_ARENA_MAX", "2",
                        "SERVER_PORT", String.valueOf(ports.issuer()),
                        "CARECONTACT_ISSUER_URL", endpoints.issuer(),
                        "CARECONTACT_ISSUER_TOKENKEY", secrets.tokenKey(),
                        "CARECONTACT_ISSUER_PASSWORDSEED", secrets.passwordSeed(),
                        "CARECONTACT_PHONES_PORT", String.valueOf(ports.phones()),
                        "CARECONTACT_PHONES_FILE",
                                site.data().resolve("phones.jsonl").toString()),
                () -> answers(endpoints.issuer() + "/oauth2/jwks"));
    }

    private Part service(Applications applications, String name) {
        int port = site.ports().service(name);
        HashMap<String, String> environment = new HashMap<>(Map.of(
                "MALLOC_ARENA_MAX", "2",
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", String.valueOf(port),
                "SPRING_MONGODB_URI", endpoints.mongo() + "/" + name.replace("-service", ""),
                "SPRING_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafka(),
                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", endpoints.issuer(),
                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI", endpoints.issuer() + "/oauth2/jwks",
                "CARECONTACT_REGISTRY_URL", endpoints.registry(),
                "CARECONTACT_IDS_KEY", secrets.idsKey(),
                "CARECONTACT_SEALING_KEY", secrets.sealingKey()));
        switch (name) {
            case "request-service" ->
                environment.put("CARECONTACT_CONSENT_SERVICE_URL", endpoints.service("consent-service"));
            case "consent-service" -> environment.put("CARECONTACT_RECEIPTS_KEY", secrets.receiptKey());
            case "notification-service" -> environment.put("CARECONTACT_PROVIDER_URL", endpoints.phones());
            case "policy-service" ->
                environment.put(
                        "CARECONTACT_POLICIES_DIRECTORY",
                        site.root()
                                .resolve("sandbox/src/main/resources/policies")
                                .toString());
            case "hospital-gateway" -> {
                for (int i = 0; i < Ports.HOSPITALS.size(); i++) {
                    String hospital = Ports.HOSPITALS.get(i);
                    environment.put("CARECONTACT_FEEDS_%d_HOSPITAL".formatted(i), hospital);
                    environment.put(
                            "CARECONTACT_FEEDS_%d_PORT".formatted(i),
                            String.valueOf(site.ports().mllp(hospital)));
                }
            }
            default -> {}
        }
        environment.putAll(settings.environment());
        return new Part(
                name,
                endpoints.service(name),
                java(
                        applications.cache().flags(),
                        settings.size().services(),
                        applications.service(name),
                        applications.mainClass(name)),
                environment,
                () -> answers(endpoints.service(name) + "/actuator/health/readiness"));
    }

    private static List<String> java(
            List<String> common, List<String> flags, Path classPath, String main, String... arguments) {
        ArrayList<String> command = new ArrayList<String>();
        command.add(JAVA);
        command.addAll(common);
        command.addAll(flags);
        command.add("@" + classPath);
        command.add(main);
        command.addAll(List.of(arguments));
        return command;
    }

    private boolean answers(String url) throws IOException, InterruptedException {
        // Cheap while nobody listens yet, which is most of the time.
        connects(URI.create(url).getPort());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    static boolean connects(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        }
    }

    private void requireFreePorts() {
        List<String> taken = site.ports().all().entrySet().stream()
                .filter(port -> !PortOwner.isFree(port.getKey()))
                .map(port -> "port %d (%s) is taken by %s"
                        .formatted(port.getKey(), port.getValue(), PortOwner.describe(port.getKey())))
                .toList();
        if (!taken.isEmpty()) {
            throw StartFailed.inTheWay(
                    "%s; free it, or move all ports of CareContact: ./carecontact %s --port-offset 200"
                            .formatted(String.join(", ", taken), site.name()));
        }
    }

    private static FileChannel lock(Site site) {
        try {
            Files.createDirectories(site.home());
            FileChannel channel =
                    FileChannel.open(site.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw StartFailed.inTheWay("CareContact (%s) is running already%s; ./carecontact down stops it"
                        .formatted(
                                site.name(),
                                KnownProcess.find(site, SUPERVISOR)
                                        .map(known ->
                                                " as process " + known.handle().pid())
                                        .orElse("")));
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // This very JVM has it.
        }
    }

    /** A step of the start that may fail in any way. */
    private interface Step {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> run(java.util.concurrent.Executor executor, Step step) {
        return CompletableFuture.runAsync(checked(step), executor);
    }

    private static Runnable checked(Step step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        };
    }

    /** Ends at the first failure: the others then have nothing to wait for. */
    private void awaitAll(List<CompletableFuture<Void>> all) {
        CompletableFuture<Void> first = new CompletableFuture<Void>();
        for (CompletableFuture<Void> one : all) {
            var _ = one.whenComplete((_, failure) -> {
                if (failure != null) {
                    first.completeExceptionally(failure);
                }
            });
        }
        try {
            CompletableFuture.anyOf(first, CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)))
                    .join();
        } catch (CompletionException e) {
            supervisor.beginToStop();
            throw because(e.getCause());
        }
    }

    private static StartFailed because(@Nullable Throwable cause) {
        return switch (cause) {
            case CompletionException inner -> because(inner.getCause());
            case StartFailed failed -> failed;
            case null -> StartFailed.broken("it did not start");
            default -> StartFailed.broken("it did not start: " + cause);
        };
    }

    /** Removes a folder and all in it; nothing happens when it is not there. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
