package org.carecontact.sandbox.commandline;

import java.util.concurrent.Callable;
import org.carecontact.sandbox.installation.StartFailed;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/** Runs one command of the script ./carecontact, whose help tells the options and these exit codes. */
public final class ScriptCommand {

    private static final int BROKEN = 1;
    private static final int WRONG_USE = 2;

    private ScriptCommand() {}

    /** Runs the command and returns its exit code; a mistake or a failed start is one line of error output. */
    public static int run(Callable<Integer> command, String... arguments) {
        // The log of this process goes to the terminal: it holds only what a person has to know.
        System.setProperty("logback.configurationFile", "part-logback.xml");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return new CommandLine(command)
                .setParameterExceptionHandler((e, _) -> wrongUse(e.getCommandLine(), String.valueOf(e.getMessage())))
                .setExecutionExceptionHandler((e, commandLine, _) -> failed(e, commandLine))
                .execute(arguments);
    }

    /** The subcommand that was called, whose help is the one that helps; the command itself before one is known. */
    public static CommandLine called(CommandLine command) {
        CommandLine called = command;
        while (called.getParseResult() != null && called.getParseResult().hasSubcommand()) {
            called = called.getParseResult().subcommand().commandSpec().commandLine();
        }
        return called;
    }

    private static int failed(Exception e, CommandLine commandLine) {
        return switch (e) {
            case WrongUse wrong -> wrongUse(commandLine, String.valueOf(wrong.getMessage()));
            case StartFailed failed -> {
                say(failed.explanation());
                yield failed.exitCode();
            }
            case InterruptedException _ -> BROKEN;
            default -> {
                say(e.toString());
                yield BROKEN;
            }
        };
    }

    private static int wrongUse(CommandLine commandLine, String what) {
        String name = commandLine.getCommandSpec().qualifiedName().replaceFirst("^carecontact ?", "");
        say("%s; see ./carecontact %s".formatted(what, (name + " --help").strip()));
        return WRONG_USE;
    }

    private static void say(String line) {
        System.err.println("carecontact: " + line);
    }
}
