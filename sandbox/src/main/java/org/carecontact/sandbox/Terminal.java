package org.carecontact.sandbox;

import java.io.PrintStream;
import java.util.List;
import org.carecontact.sandbox.installation.Endpoints;
import org.carecontact.sandbox.installation.Running;
import org.carecontact.sandbox.installation.Watching;

/** Writes output for the person who gave the command. */
final class Terminal {

    private final PrintStream out;

    Terminal(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Shows each process with its address and its memory. */
    void table(Running running) {
        List<Running.Process> processes = running.processes();
        String row = "%-21s %-62s %8s %9s %9s";
        say("");
        say(row.formatted("what", "where", "process", "memory", "ready in"));
        for (Running.Process process : processes) {
            say(row.formatted(
                    process.name(),
                    process.where(),
                    process.pid(),
                    megabytes(process.residentKib()),
                    "%.1f s".formatted(process.readyAfter().toMillis() / 1e3)));
        }
        say(row.formatted(
                "all",
                "",
                "",
                megabytes(processes.stream()
                        .mapToLong(Running.Process::residentKib)
                        .sum()),
                "%.1f s".formatted(running.startedIn().toMillis() / 1e3)));
        say("");
    }

    /** Shows where messages go in and come out, and what to do first. */
    void waysIn(Endpoints endpoints) {
        String row = "%-21s %-30s %s";
        say(row.formatted("feed of", "speaks", "port on 127.0.0.1"));
        endpoints.feeds().forEach(feed -> say(row.formatted(feed.hospital(), feed.door(), feed.port())));
        say("");
        say("What sample people get by SMS, WeChat and WeCom: %s/ (doctors: /members, faults on order: /faults)"
                .formatted(endpoints.vendors()));
        say(
                "First: ./carecontact providers list --user tongren.v01; then \"By hand\" in README.md, from a visit to an SMS.");
    }

    void processes(List<Watching.Known> processes) {
        String row = "%-21s %8s %9s %12s";
        say(row.formatted("what", "process", "memory", "up for"));
        for (Watching.Known process : processes) {
            long seconds = process.alive().toSeconds();
            say(row.formatted(
                    process.name(),
                    process.pid(),
                    megabytes(process.residentKib()),
                    "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)));
        }
    }

    private static String megabytes(long kib) {
        return "%d MiB".formatted(kib / 1024);
    }
}
