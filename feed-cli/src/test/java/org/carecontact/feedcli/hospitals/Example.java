package org.carecontact.feedcli.hospitals;

import java.io.PrintStream;
import java.nio.file.Path;
import org.carecontact.sandbox.commandline.ScriptCommand;
import picocli.CommandLine;

/** Runs {@code carecontact hospital} where nothing is up. */
public final class Example {

    private Example() {}

    /** Its subcommands and their options. */
    public static CommandLine commandLine() {
        return new CommandLine(
                new HospitalCommand(new PrintStream(System.out), Path.of("target/none"), TakeOver.Patience.USUAL));
    }

    /** Returns the exit code. */
    public static int run(PrintStream out, String... arguments) {
        return ScriptCommand.run(new HospitalCommand(out, Path.of("target/none"), TakeOver.Patience.USUAL), arguments);
    }
}
