package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.carecontact.localparts.Folders;
import org.carecontact.sandbox.people.Passwords;
import org.carecontact.sandbox.people.Population;

/** All processes of one CareContact on this machine, from the first start to the last stop. */
public final class Installation implements Running, AutoCloseable {

    /** The name of the process that watches the others. */
    public static final String SUPERVISOR = "supervisor";

    private final Site site;
    private final Settings settings;
    private final Progress progress;
    private final Supervisor supervisor;
    private final SiteLock lock;
    private final Secrets secrets;
    private final Passwords passwords;
    private final Population population;
    private final Endpoints endpoints;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private Duration startedIn = Duration.ZERO;
    private boolean closed;

    private Installation(Site site, Settings settings, Progress progress, SiteLock lock) {
        this.site = site;
        this.settings = settings;
        this.progress = progress;
        this.lock = lock;
        this.supervisor = new Supervisor(site, progress);
        this.secrets = Secrets.in(site.secrets());
        this.population = Population.with(site.hospitals());
        this.passwords = new Passwords(secrets.passwordSeed());
        this.endpoints = Endpoints.of(
                site,
                population.samples().stream()
                        .map(person -> Endpoints.User.of(person, passwords.of(person.user())))
                        .toList());
    }

    /**
     * Locks the site and stops what an earlier start left behind; nothing runs yet. Close it in any case.
     *
     * @throws StartFailed when another supervisor holds the site
     */
    public static Installation at(Site site, Settings settings, Progress progress) {
        SiteLock lock = SiteLock.of(site);
        Map<String, KnownProcess> leftovers = new HashMap<>(KnownProcess.all(site));
        leftovers.remove(SUPERVISOR);
        if (!leftovers.isEmpty()) {
            progress.say("stopping what an earlier start left behind: " + String.join(", ", leftovers.keySet()));
            KnownProcess.stop(
                    leftovers.values().stream().map(KnownProcess::handle).toList(), Duration.ofSeconds(15));
        }
        if (settings.fresh()) {
            List.of(site.data(), site.logs(), site.pids(), site.hospitals()).forEach(Folders::delete);
            Path shapes = settings.shapes();
            if (shapes != null) {
                Folders.delete(shapes); // the Mongo server goes on with what the file has
            }
        }
        List.of(site.data(), site.logs(), site.pids()).forEach(Folders::createPrivate);
        KnownProcess.remember(site, SUPERVISOR, ProcessHandle.current());
        return new Installation(site, settings, progress, lock);
    }

    /**
     * Makes the class cache that shortens every start; part of the build.
     *
     * @return false when that failed: everything works all the same, but starts are slower
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
        PortOwner.requireFree(site);
        SampleHospitals.write(site);
        Parts parts = new Parts(site, settings, secrets, endpoints, Applications.open(site), population, http);
        new Startup(parts, supervisor, endpoints, progress).run(settings.services());
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

    /** Returns whether it still has to be closed. */
    public synchronized boolean isOpen() {
        return !closed;
    }

    /** Stops everything in the order of use, services first and the broker last; the data stays. */
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
}
