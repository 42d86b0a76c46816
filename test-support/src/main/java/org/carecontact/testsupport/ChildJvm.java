package org.carecontact.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.localparts.ChildProcess;

/** A main class of this class path in a JVM of its own, up since it printed {@code ready}. */
public final class ChildJvm implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(20);

    private final ChildProcess child;

    private ChildJvm(ChildProcess child) {
        this.child = child;
    }

    /**
     * Returns when the child has printed {@code ready}; its error output goes to ours.
     *
     * @throws IllegalStateException when it ends without
     */
    public static ChildJvm start(Class<?> main, String... arguments) {
        return start(List.of(), main, arguments);
    }

    /** The same with further options of the JVM, such as those of a debugger. */
    public static ChildJvm start(List<String> options, Class<?> main, String... arguments) {
        ArrayList<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            ChildJvm child = new ChildJvm(new ChildProcess(process, STOP));
            child.awaitReady(main);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Class<?> main) throws IOException {
        BufferedReader output = new BufferedReader(process().inputReader(StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return;
            }
        }
        throw new IllegalStateException(main.getName() + " ended before it was ready");
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
}
