package org.carecontact.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script, as somebody types it; only what needs neither JDK nor build. */
@SuppressWarnings("NullAway.Init")
class LauncherTest {

    @TempDir
    Path elsewhere;

    private record Said(int code, String text) {}

    @Test
    void help_names_every_command_from_whatever_folder_it_is_asked_for() throws Exception {
        Said said = carecontact("--help");
        assertThat(said.code()).isZero();
        assertThat(said.text()).contains("demo", "up", "down", "status", "reset", "test", "bench", "policy");
        assertThat(carecontact()).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "down", "status", "reset", "test", "bench", "policy"})
    void every_command_has_help_of_its_own(String command) throws Exception {
        Said said = carecontact(command, "--help");
        assertThat(said.code()).isZero();
        assertThat(said.text()).startsWith("./carecontact " + command);
        assertThat(carecontact("help", command)).isEqualTo(said);
    }

    @Test
    void options_of_test_become_properties_of_the_build() throws Exception {
        Path maven = Files.writeString(elsewhere.resolve("mvn"), "#!/bin/sh\necho \"$@\"\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        assertThat(carecontact("test", "--long", "--mongo", "mongodb://a:1", "-q")
                        .text())
                .isEqualTo("-B -ntp -T 2 verify -Dtests.excluded=none -Dcarecontact.mongo.uri=mongodb://a:1 -q\n");
        assertThat(carecontact("test").text()).isEqualTo("-B -ntp -T 2 verify\n");
        assertThat(carecontact("test", "--mongo").code()).isEqualTo(2);
    }

    @Test
    void an_unknown_command_is_one_line_and_code_2() throws Exception {
        Said said = carecontact("dance");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.text()).isEqualTo("carecontact: unknown command dance; see ./carecontact --help\n");
    }

    private Said carecontact(String... words) throws Exception {
        Path script = Path.of("../carecontact").toAbsolutePath().normalize();
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().put("MVN", elsewhere.resolve("mvn").toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }
}
