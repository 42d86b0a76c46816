package org.carecontact.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.localparts.Folders;
import org.carecontact.sandbox.day.Day;
import org.carecontact.sandbox.day.Report;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Settings;
import org.carecontact.sandbox.installation.Site;
import org.carecontact.sandbox.installation.StartFailed;
import org.carecontact.sandbox.installation.Watching;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The commands behind the script {@code ./carecontact}; its help is in the script. */
public final class CareContact {

    static final int BROKEN = 1;
    static final int WRONG_USE = 2;

    private final Path root;
    private final Terminal terminal = new Terminal(System.out);
    private final long since;

    private CareContact(Path root, long since) {
        this.root = root;
        this.since = since;
    }

    /** Arguments: the command and its options. The project's folder is in the property carecontact.home. */
    public static void main(String[] args) {
        // The log of this process is the terminal: only what a person has to know.
        System.setProperty("logback.configurationFile", "part-logback.xml");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        List<String> arguments = new ArrayList<>(List.of(args));
        String command = arguments.isEmpty() ? "" : arguments.removeFirst();
        Path root = Path.of(System.getProperty("carecontact.home", ""))
                .toAbsolutePath()
                .normalize();
        Long since = Long.getLong("carecontact.since", System.currentTimeMillis());
        System.exit(new CareContact(root, since).run(command, arguments));
    }

    private int run(String command, List<String> arguments) {
        try {
            return switch (command) {
                case "up" -> up(Options.parse(arguments, Set.of("--port-offset"), Set.of("--detach")));
                case "down" -> {
                    noOptions(arguments);
                    yield down();
                }
                case "reset" -> {
                    noOptions(arguments);
                    yield reset();
                }
                case "status" -> {
                    noOptions(arguments);
                    yield status();
                }
                case "prepare" -> {
                    noOptions(arguments);
                    yield prepare();
                }
                case "demo" ->
                    demo(Options.parse(arguments, Set.of("--requests", "--seed", "--port-offset"), Set.of("--json")));
                default -> throw new Options.Wrong("unknown command " + command);
            };
        } catch (Options.Wrong e) {
            System.err.println("carecontact: %s; see ./carecontact %s --help".formatted(e.getMessage(), command));
            return WRONG_USE;
        } catch (StartFailed e) {
            System.err.println("carecontact: " + e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            System.err.println("carecontact: " + e);
            return BROKEN;
        } catch (InterruptedException _) {
            return BROKEN;
        }
    }

    private int up(Options options) throws IOException, InterruptedException {
        Site site = Site.up(root, offset(options));
        if (options.has("--detach")) {
            return new Detached(site, terminal).start(options, since);
        }
        Installation installation = Installation.at(site, Settings.USUAL, terminal::say);
        stopWithTheProcess(installation);
        try {
            installation.start(since);
            terminal.table(installation);
            terminal.say("Everything about it is in %s. Ctrl-C stops it.".formatted(root.relativize(site.endpoints())));
            try (Day day = new Day(installation, Duration.ZERO, terminal::say)) {
                day.keepFeeding();
            }
            return 0;
        } finally {
            installation.close();
        }
    }

    /** The last step of the build. */
    private int prepare() throws IOException, InterruptedException {
        if (!Installation.prepare(root, terminal::say)) {
            terminal.say("the rehearsal failed: starts will be slower; see .carecontact/logs/rehearsal.log");
        }
        return 0;
    }

    private int down() {
        return Watching.down(Site.up(root, 0), terminal::say) ? 0 : BROKEN;
    }

    private int reset() {
        down();
        for (String name : List.of("up", "demo")) {
            Folders.delete(root.resolve(".carecontact").resolve(name));
        }
        terminal.say("All data, keys and logs of the sandbox are gone; what was built stays.");
        return 0;
    }

    private int status() {
        List<Watching.Known> known = Watching.processes(Site.up(root, 0));
        if (known.isEmpty()) {
            terminal.say("CareContact is not up; ./carecontact up starts it.");
            return 3;
        }
        terminal.processes(known);
        return 0;
    }

    private int demo(Options options) throws InterruptedException {
        Site site = Site.demo(root, offset(options));
        int requests = (int) options.number("--requests", 200, 1, 1_000_000);
        long seed = options.number("--seed", 1, 0, Long.MAX_VALUE);
        Duration morning = Day.morning();
        Settings shortLimits = Settings.FRESH.withEnvironment(Map.of(
                "CARECONTACT_CLOCK_OFFSET", morning.toString(),
                "CARECONTACT_LIMITS_CONSENT", "PT30S",
                "CARECONTACT_LIMITS_ANSWER", "PT30S",
                "CARECONTACT_SWEEPEVERY", "10s"));
        try (Installation installation = Installation.at(site, shortLimits, terminal::say)) {
            stopWithTheProcess(installation);
            installation.start(since);
            terminal.table(installation);
            try (Day day = new Day(installation, morning, terminal::say)) {
                Report report = day.play(new Day.Settings(requests, seed, 16, Math.min(requests, 50)));
                report.lines().forEach(terminal::say);
                if (options.has("--json")) {
                    terminal.say(report.json());
                }
                return report.ok() ? 0 : BROKEN;
            }
        }
    }

    /** Ctrl-C, SIGTERM and a closed terminal all end in the same orderly stop. */
    private void stopWithTheProcess(Installation installation) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            long began = System.nanoTime();
                            if (installation.isOpen()) {
                                terminal.say("stopping …");
                                installation.close();
                                terminal.say("stopped after %.1f s"
                                        .formatted(Duration.ofNanos(System.nanoTime() - began)
                                                        .toMillis()
                                                / 1e3));
                            }
                        },
                        "stop"));
    }

    private static void noOptions(List<String> arguments) {
        var _ = Options.parse(arguments, Set.of(), Set.of());
    }

    private static int offset(Options options) {
        return (int) options.number("--port-offset", 0, -1000, 30_000);
    }
}
