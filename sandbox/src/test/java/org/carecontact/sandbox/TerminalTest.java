package org.carecontact.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.carecontact.sandbox.installation.Endpoints;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void the_ports_of_the_feeds_the_page_of_the_twin_and_a_first_step_are_told() {
        Endpoints endpoints = new Endpoints(
                "up",
                "127.0.0.1:19092",
                "",
                "",
                "",
                "",
                Map.of(),
                List.of(new Endpoints.Feed("tongren", "hl7-v2", 2575), new Endpoints.Feed("yunyi", "fhir", 2578)),
                Map.of(),
                Map.of(),
                "",
                "",
                "http://127.0.0.1:8107",
                List.of());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8)).waysIn(endpoints);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsPattern("tongren +hl7-v2 +2575\n")
                .containsPattern("yunyi +fhir +2578\n")
                .contains("http://127.0.0.1:8107/", "First: ./carecontact providers list --user tongren.v01");
    }
}
