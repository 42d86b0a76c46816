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

/** What a supervisor asks of the hospital's providers, and how the command ends. */
@SuppressWarnings("NullAway.Init")
final class ProvidersCommandTest {

    private static final String PROVIDERS = """
            [{"name":"aliyun","systems":["sms"],
              "stops":[{"kind":null,"reason":"isv.SMS_SIGNATURE_ILLEGAL","since":"2026-11-27T08:00:00Z"}]},
             {"name":"doctors","systems":["wecom"],"stops":[]}]
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
        asked.add((call + " " + body).strip());
        byte[] bytes = answers.getOrDefault(call, PROVIDERS).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(call.contains("nobody") ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int run(String... args) {
        return ScriptCommand.run(
                new ProvidersCommand(
                        new PrintStream(said, true, StandardCharsets.UTF_8), folder.resolve("endpoints.json")),
                Stream.concat(
                                Stream.of(args),
                                Stream.of(
                                        "--url",
                                        "http://127.0.0.1:"
                                                + service.getAddress().getPort(),
                                        "--token",
                                        "t"))
                        .toArray(String[]::new));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_list_says_what_is_open_and_why_something_is_stopped() {
        assertThat(run("list")).isZero();
        assertThat(said()).isEqualTo("""
                        aliyun  sms
                          stopped for everything: isv.SMS_SIGNATURE_ILLEGAL, since 2026-11-27T08:00:00Z
                        doctors  wecom  open
                        """);
    }

    @Test
    void only_what_the_vendor_accepted_is_a_good_trial() {
        answers.put("POST /providers/aliyun/trial", "{\"outcome\":\"accepted\",\"code\":\"4711\"}");
        answers.put("POST /providers/account/trial", "{\"outcome\":\"refused-for-good\",\"code\":\"43004\"}");
        assertThat(run("try", "aliyun", "14010000001")).isZero();
        assertThat(run("try", "account", "o-1")).isEqualTo(1);
        assertThat(said()).isEqualTo("accepted 4711\nrefused-for-good 43004\n");
        assertThat(asked.getFirst()).isEqualTo("POST /providers/aliyun/trial {\"to\":\"14010000001\"}");
    }

    @Test
    void a_trial_tells_what_our_codes_mean_and_that_it_stops_nothing() {
        answers.put(
                "POST /providers/aliyun/trial",
                "{\"outcome\":\"unknown\",\"code\":\"no-answer\",\"meaning\":\"no answer came\"}");
        answers.put(
                "POST /providers/account/trial",
                "{\"outcome\":\"refused-our-fault\",\"code\":\"isv.AMOUNT_NOT_ENOUGH\"}");
        assertThat(run("try", "aliyun", "14010000001")).isEqualTo(1);
        assertThat(run("try", "account", "14010000001")).isEqualTo(1);
        assertThat(said()).isEqualTo("""
                        unknown no-answer (no answer came)
                        refused-our-fault isv.AMOUNT_NOT_ENOUGH
                        A trial stops nothing; a message to a patient would have stopped this provider.
                        """);
    }

    @Test
    void a_stopped_one_is_opened_for_one_kind_or_for_all_by_the_operator_of_a_hospital() {
        assertThat(run("reset", "aliyun", "--kind", "CONSENT_ASKED", "--hospital", "tongren"))
                .isZero();
        assertThat(asked.getFirst())
                .startsWith("POST /providers/aliyun/reset?")
                .contains("kind=CONSENT_ASKED", "hospital=tongren");
    }

    @Test
    void a_refusal_is_told_in_one_line() {
        answers.put(
                "POST /providers/nobody/reset", "{\"title\":\"There is no such thing here\",\"remedy\":\"Check it.\"}");
        assertThat(run("reset", "nobody")).isEqualTo(1);
        assertThat(said()).isEqualTo("404 There is no such thing here Check it.\n");
    }

    @Test
    void a_command_and_its_arguments_are_needed() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("try", "aliyun")).isEqualTo(2);
    }
}
