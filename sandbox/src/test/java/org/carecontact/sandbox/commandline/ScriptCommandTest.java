package org.carecontact.sandbox.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class ScriptCommandTest {

    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Command(name = "dance")
    private static final class Dance implements Callable<Integer> {

        @Option(names = "--steps", defaultValue = "7")
        private int steps;

        @Option(names = "--fall")
        private boolean fall;

        @Mixin
        private final PortOffset portOffset = new PortOffset();

        @Override
        public Integer call() {
            if (fall) {
                throw new IllegalStateException("fell");
            }
            return WrongUse.within("--steps", steps, 1, 9) * 10 + portOffset.value();
        }
    }

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(usual);
    }

    @Test
    void a_value_may_follow_or_be_joined_with_an_equals_sign() {
        assertThat(dance("--steps", "5")).isEqualTo(50);
        assertThat(dance("--steps=6", "--port-offset", "1")).isEqualTo(61);
        assertThat(dance()).isEqualTo(70);
        assertThat(said.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --step 5          | Unknown options: '--step', '5'; see ./carecontact dance --help
        --steps           | Missing required parameter for option '--steps' (<steps>); see ./carecontact dance --help
        --steps many      | Invalid value for option '--steps': 'many' is not an int; see ./carecontact dance --help
        --steps 10        | --steps must be a number from 1 to 9, not 10; see ./carecontact dance --help
        --port-offset -1001 | --port-offset must be a number from -1000 to 30000, not -1001; see ./carecontact dance --help
        """)
    void wrong_use_is_one_line_and_code_2(String arguments, String line) {
        assertThat(dance(arguments.split(" "))).isEqualTo(2);
        assertThat(said).hasToString("carecontact: " + line + System.lineSeparator());
    }

    @Test
    void a_failure_is_one_line_and_code_1() {
        assertThat(dance("--fall")).isEqualTo(1);
        assertThat(said).hasToString("carecontact: java.lang.IllegalStateException: fell" + System.lineSeparator());
    }

    private static int dance(String... arguments) {
        return ScriptCommand.run(new Dance(), arguments);
    }
}
