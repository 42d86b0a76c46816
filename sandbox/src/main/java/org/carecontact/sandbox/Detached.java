package org.carecontact.sandbox;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.localparts.Folders;
import org.carecontact.localparts.JvmFlags;
import org.carecontact.sandbox.installation.Installation;
import org.carecontact.sandbox.installation.Site;

/** Starts {@code up} as a process of its own and returns when it is ready. */
final class Detached {

    private final Site site;
    private final Terminal terminal;

    Detached(Site site, Terminal terminal) {
        this.site = site;
        this.terminal = terminal;
    }

    int start(int portOffset, long since) throws IOException, InterruptedException {
        Folders.createPrivate(site.home());
        Folders.createPrivate(site.logs());
        Path log = site.log(Installation.SUPERVISOR);
        Files.deleteIfExists(log);
        Folders.createPrivateFile(log);
        Process process = new ProcessBuilder(command(portOffset, since))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // Ctrl-C before it is ready stops it again.
        Thread takesBack = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(takesBack);
        long told = 0;
        Instant began = Instant.now().minusSeconds(1);
        while (true) {
            boolean alive = process.isAlive();
            boolean ready = alive && isNewer(site.endpoints(), began);
            told = tell(log, told);
            if (!alive) {
                return process.exitValue();
            }
            if (ready) {
                Runtime.getRuntime().removeShutdownHook(takesBack);
                // The table is printed right after the file was written.
                Thread.sleep(300);
                tell(log, told);
                terminal.say("It goes on as process %d; ./carecontact down stops it.".formatted(process.pid()));
                return 0;
            }
            Thread.sleep(200);
        }
    }

    /** An older one was left behind by a supervisor that was killed. */
    private static boolean isNewer(Path file, Instant than) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isAfter(than);
    }

    private static List<String> command(int portOffset, long since) {
        // Neither Ctrl-C nor the end of the terminal is meant for it.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
        command.add(JvmFlags.JAVA);
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dcarecontact.since=" + since);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CareContact.class.getName(), "up"));
        command.addAll(List.of("--port-offset", String.valueOf(portOffset)));
        return command;
    }

    private long tell(Path log, long told) throws IOException {
        String text = Files.readString(log);
        int end = text.lastIndexOf('\n') + 1;
        if (end > told) {
            terminal.say(text.substring((int) told, end).stripTrailing());
        }
        return Math.max(end, told);
    }
}
