package org.carecontact.feedcli.hospitals;

import java.io.PrintStream;
import java.nio.file.Path;
import org.carecontact.sandbox.commandline.ScriptCommand;

/** Runs {@code carecontact hospital} where nothing is up. */
public final class Example {

    private Example() {}

    /** Returns the exit code. */
    public static int run(PrintStream out, String... arguments) {
        return ScriptCommand.run(
                new HospitalCommand(out, Path.of("target/none"), TakeOver.Patience.USUAL), arguments);
    }
}
