package org.carecontact.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.carecontact.localparts.Folders;
import org.carecontact.sandbox.commandline.PortOffset;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.commandline.WrongUse;
import org.carecontact.sandbox.day.Day;
import org.carecontact.sandbox.day.Report;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Settings;
import org.carecontact.sandbox.installation.Site;
import org.carecontact.sandbox.installation.Watching;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands behind the script {@code ./carecontact}; the script has their help. */
@Command(name = "carecontact")
public final class CareContact implements Callable<Integer> {

    private static final int BROKEN = 1;
    private static final int NOT_UP = 3;

    private final Path root;
    private final long since;
    private final Terminal terminal = new Terminal(System.out);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private CareContact(Path root, long since) {
        this.root = root;
        this.since = since;
    }

    /** Runs a command with its options. The project's folder is in the property carecontact.home. */
    public static void main(String[] args) {
        Path root = Path.of(System.getProperty("carecontact.home", ""))
                .toAbsolutePath()
                .normalize();
        long since = Long.getLong("carecontact.since", System.currentTimeMillis());
        System.exit(ScriptCommand.run(new CareContact(root, since), args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(name = "up")
    int up(@Mixin PortOffset portOffset, @Option(names = "--detach") boolean detach)
            throws IOException, InterruptedException {
        Site site = Site.up(root, portOffset.value());
        if (detach) {
            return new Detached(site, terminal).start(portOffset.value(), since);
        }
        try (Installation installation = Installation.at(site, Settings.USUAL, terminal::say)) {
            stopWithTheProcess(installation);
            installation.start(since);
            terminal.table(installation);
            terminal.waysIn(installation.endpoints());
            terminal.say("Everything about it is in %s. Ctrl-C stops it.".formatted(root.relativize(site.endpoints())));
            try (Day day = new Day(installation, Duration.ZERO, terminal::say)) {
                day.keepFeeding();
            }
            return 0;
        }
    }

    /** The last step of the build. */
    @Command(name = "prepare")
    int prepare() throws IOException, InterruptedException {
        if (!Installation.prepare(root, terminal::say)) {
            terminal.say("the rehearsal failed: starts will be slower; see .carecontact/logs/rehearsal.log");
        }
        return 0;
    }

    @Command(name = "down")
    int down() {
        return Watching.down(Site.up(root, 0), terminal::say) ? 0 : BROKEN;
    }

    @Command(name = "reset")
    int reset() {
        down();
        for (String name : List.of("up", "demo")) {
            Folders.delete(root.resolve(".carecontact").resolve(name));
        }
        terminal.say("All data, keys and logs of the sandbox are gone; what was built stays.");
        return 0;
    }

    @Command(name = "status")
    int status() {
        List<Watching.Known> known = Watching.processes(Site.up(root, 0));
        if (known.isEmpty()) {
            terminal.say("CareContact is not up; ./carecontact up starts it.");
            return NOT_UP;
        }
        terminal.processes(known);
        return 0;
    }

    @Command(name = "demo")
    int demo(
            @Mixin PortOffset portOffset,
            @Option(names = "--requests", defaultValue = "200") int requests,
            @Option(names = "--seed", defaultValue = "1") int seed,
            @Option(names = "--json") boolean json,
            @Option(names = "--shapes") @Nullable Path shapes)
            throws InterruptedException {
        WrongUse.within("--requests", requests, 1, 1_000_000);
        WrongUse.within("--seed", seed, 0, Integer.MAX_VALUE);
        Site site = Site.demo(root, portOffset.value());
        Duration morning = Day.morning();
        Map<String, String> shortLimits = new HashMap<>(Settings.WITHOUT_RATES);
        shortLimits.put("CARECONTACT_CLOCK_OFFSET", morning.toString());
        shortLimits.put("CARECONTACT_LIMITS_CONSENT", "PT30S");
        shortLimits.put("CARECONTACT_LIMITS_ANSWER", "PT30S");
        shortLimits.put("CARECONTACT_SWEEPEVERY", "10s");
        Settings settings =
                Settings.FRESH.withEnvironment(shortLimits).withShapes(shapes == null ? null : shapes.toAbsolutePath());
        try (Installation installation = Installation.at(site, settings, terminal::say)) {
            stopWithTheProcess(installation);
            installation.start(since);
            terminal.table(installation);
            try (Day day = new Day(installation, morning, terminal::say)) {
                Report report = day.play(new Day.Settings(requests, seed, 16, Math.min(requests, 50)));
                report.lines().forEach(terminal::say);
                if (json) {
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
                                long took = Duration.ofNanos(System.nanoTime() - began)
                                        .toMillis();
                                terminal.say("stopped after %.1f s".formatted(took / 1e3));
                            }
                        },
                        "stop"));
    }
}
