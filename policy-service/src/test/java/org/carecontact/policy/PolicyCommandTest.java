package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an officer gets to read at the command line. */
class PolicyCommandTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void good_documents_are_said_to_be_good() throws Exception {
        assertThat(run(
                        "check",
                        ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml").toString()))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("hospital-tongren@2, 1 rules, 1 examples hold");
    }

    @Test
    void a_bad_document_is_said_to_be_bad_where_it_is(@TempDir Path directory) throws Exception {
        Path bad = Files.writeString(
                directory.resolve("bad.yaml"),
                Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml"))
                        .replace("contactDays: 60}\n    wording", "contactDays: lots}\n    wording"));
        assertThat(run("check", bad.toString())).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("bad.yaml, line ")
                .contains("expected a number from 1 to 366");
    }

    @Test
    void who_calls_it_wrongly_is_told_how() throws Exception {
        assertThat(run()).isEqualTo(2);
        assertThat(run("explain", "some-case")).isEqualTo(2); // nobody said whom to ask
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("policy check FILE", "the address of policy-service is missing: give --url");
    }

    private int run(String... args) throws Exception {
        return new PolicyCommand(new PrintStream(said, true, StandardCharsets.UTF_8), Map.of()).run(List.of(args));
    }
}
