package org.carecontact.feedcli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.feedcli.hospitals.Example;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Each subcommand has a help of its own in the script, with the options that the command has. */
class HelpTest {

    private static final Pattern OPTION = Pattern.compile("(?m)^  (--[a-z-]+)");

    static Stream<Arguments> subcommands() {
        Path none = Path.of("target/none");
        Stream<Arguments> feed =
                subcommands("feed", new CommandLine(new FeedCommand(new PrintStream(System.out), none, none, false)));
        return Stream.concat(feed, subcommands("hospital", Example.commandLine()));
    }

    private static Stream<Arguments> subcommands(String command, CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .map(one -> Arguments.of(
                        command,
                        one.getKey(),
                        one.getValue().getCommandSpec().options().stream()
                                .map(OptionSpec::longestName)
                                .collect(Collectors.toCollection(TreeSet::new))));
    }

    @ParameterizedTest
    @MethodSource("subcommands")
    void a_subcommand_tells_its_use_its_options_and_its_exit_codes(
            String command, String subcommand, Set<String> options) throws Exception {
        String help = script(command, subcommand, "--help");
        assertThat(help)
                .startsWith("./carecontact " + command + " " + subcommand)
                .contains("Exit code: 0 when ", ", 1 when ", ", 2 wrong use, 4 it cannot be built.")
                .isEqualTo(script("help", command, subcommand));
        Set<String> told =
                OPTION.matcher(help).results().map(one -> one.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(options).containsAll(told);
        if (command.equals("feed") || subcommand.equals("add")) {
            assertThat(told).isEqualTo(options);
        }
        assertThat(script(command, "--help"))
                .startsWith("./carecontact " + command + " ")
                .contains(
                        "./carecontact " + command + " " + subcommand, "./carecontact " + command + " COMMAND --help");
    }

    private static String script(String... arguments) throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("bash", "../carecontact"), Stream.of(arguments))
                .toArray(String[]::new);
        Process script = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).as(said).isZero();
        return said;
    }
}
