package org.carecontact.feedcli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks of notices that were given up, and how the command ends. */
@SuppressWarnings("NullAway.Init")
final class DeadLettersCommandTest {

    private static final String LETTERS = """
            {"request":"r-1","notices":[
              {"kind":"CONSENT_ASKED","recipient":"PATIENT","issue":0,"system":"sms","provider":"aliyun",
               "reason":"blocked","changedAt":"2026-11-27T08:00:00Z"},
              {"kind":"SIGNING_CODE","recipient":"PATIENT","issue":2,"system":"sms","provider":"aliyun",
               "reason":"unknown-outcome","changedAt":"2026-11-27T09:00:00Z"}]}
            """;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    private HttpServer service;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(call + " " + body);
        boolean code = body.contains("SIGNING_CODE");
        byte[] bytes = (code
                        ? "{\"title\":\"The notice was not given up\",\"remedy\":\"Ask anew.\"}"
                        : answers.getOrDefault(call, LETTERS))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code ? 409 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void all_pages_are_listed_for_the_hospital_that_the_operator_names() {
        answers.put("GET /dead-letters?limit=100&hospital=tongren", "{\"items\":[" + LETTERS + "],\"next\":\"r-1\"}");
        answers.put("GET /dead-letters?hospital=tongren&limit=100", "{\"items\":[" + LETTERS + "],\"next\":\"r-1\"}");
        int exit = run("list", "--hospital", "tongren");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("r-1", "CONSENT_ASKED to PATIENT by sms  blocked  2026-11-27T08:00:00Z  aliyun");
        assertThat(exit).isZero();
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast()).contains("cursor=r-1", "hospital=tongren");
    }

    @Test
    void everything_of_a_request_is_sent_again_but_for_what_the_service_leaves() {
        assertThat(run("replay", "r-1")).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("SIGNING_CODE to PATIENT by sms: 409 The notice was not given up Ask anew.")
                .contains("1 sent again, 1 left");
    }

    @Test
    void one_kind_is_sent_again_alone() {
        assertThat(run("replay", "r-1", "--kind", "CONSENT_ASKED")).isZero();
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast())
                .startsWith("POST /dead-letters/r-1/replay ")
                .contains("\"kind\":\"CONSENT_ASKED\"", "\"recipient\":\"PATIENT\"", "\"issue\":0");
    }

    @Test
    void one_request_is_shown() {
        assertThat(run("show", "r-1")).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("SIGNING_CODE to PATIENT by sms  unknown-outcome");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(Stream.of(arguments).toList());
        all.addAll(List.of("--url", "http://127.0.0.1:" + service.getAddress().getPort(), "--token", "t"));
        return ScriptCommand.run(
                new DeadLettersCommand(
                        new PrintStream(said, true, StandardCharsets.UTF_8), folder.resolve("nothing.json")),
                all.toArray(String[]::new));
    }
}
