package org.carecontact.policycli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of an officer: what they ask policy-service, what they print and how they end. */
@SuppressWarnings("NullAway.Init")
class PolicyCommandTest {

    private static final Path TONGREN =
            Path.of("../sandbox/src/main/resources/hospitals/tongren/policies/tongren.yaml");

    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private HttpServer service;
    private int status = 200;
    private String answer = "{}";

    @TempDir
    Path folder;

    private record Asked(String call, String authorization, String language, String key, String body) {}

    @BeforeEach
    void start() throws IOException {
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::record);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
        System.setErr(usual);
    }

    private void record(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath(),
                header(exchange, "Authorization"),
                header(exchange, "Accept-Language"),
                header(exchange, "Idempotency-Key"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    // ---- check, which asks nobody

    @Test
    void good_documents_are_said_to_be_good() {
        assertThat(run("check", TONGREN.toString())).isZero();
        assertThat(said()).contains("hospital-tongren@2, 1 rules, 1 examples hold");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_bad_document_is_said_to_be_bad_where_it_is() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("bad.yaml"),
                Files.readString(TONGREN).replace("contactDays: 60}\n    wording", "contactDays: lots}\n    wording"));
        assertThat(run("check", bad.toString())).isEqualTo(1);
        assertThat(said()).contains("bad.yaml, line ").contains("expected a number from 1 to 366");
    }

    // ---- wrong use

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                 | a command is missing; see ./carecontact policy --help
        check              | Missing required parameter: 'FILE'; see ./carecontact policy check --help
        check nowhere.yaml | there is no file nowhere.yaml; see ./carecontact policy --help
        withdraw p x       | Invalid value for positional parameter at index 1 (VERSION): 'x' is not an int; see ./carecontact policy withdraw --help
        activate p         | Missing required parameter: 'VERSION'; see ./carecontact policy activate --help
        explain r --token t | the address of policy-service is missing: give --url, or set CARECONTACT_POLICY_URL; see ./carecontact policy --help
        explain r --url http://127.0.0.1:1 | the officer's token is missing: give --token or a sample --user of what is up here, or set CARECONTACT_TOKEN; see ./carecontact policy --help
        explain r --url http://127.0.0.1:1 --user u | --user names a sample user of what is up here, and nothing is up; see ./carecontact policy --help
        """)
    void wrong_use_is_one_line_and_code_2(String arguments, String line) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(complained).hasToString("carecontact: " + line + System.lineSeparator());
    }

    // ---- what is asked of policy-service

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        explain c/1              | GET /decisions/c%2F1/explanation
        replay c1                | POST /decisions/c1/replay
        activate national 2      | POST /policies/national/versions/2/activation
        withdraw national 2      | POST /policies/national/versions/2/withdrawal
        """)
    void each_command_is_one_call_with_the_officers_token_and_a_key(String arguments, String call) {
        assertThat(ask(arguments.split(" "))).isZero();
        assertThat(asked).singleElement().satisfies(one -> {
            assertThat(one.call()).isEqualTo(call);
            assertThat(one.authorization()).isEqualTo("Bearer t1");
            assertThat(one.key()).hasSize(36);
            assertThat(one.language()).isEqualTo("en");
            assertThat(one.body()).isEqualTo(call.startsWith("GET") ? "" : "{}");
        });
    }

    @Test
    void publish_and_what_if_send_the_files() throws IOException {
        Path file = Files.writeString(folder.resolve("new.yaml"), "layer: \"national\"\n");
        assertThat(ask("publish", file.toString())).isZero();
        answer = "{\"summary\":{\"cases\":7,\"changed\":0}}\n";
        assertThat(ask("what-if", file.toString(), "--since", "2026-11-01T00:00:00Z"))
                .isZero();

        assertThat(asked.get(0).call()).isEqualTo("POST /policies");
        assertThat(asked.get(0).body()).isEqualTo("{\"text\":\"layer: \\\"national\\\"\\n\"}");
        assertThat(asked.get(1).call()).isEqualTo("POST /policies/what-if");
        assertThat(asked.get(1).body())
                .isEqualTo("{\"texts\":[\"layer: \\\"national\\\"\\n\"],\"since\":\"2026-11-01T00:00:00Z\"}");
        assertThat(said()).contains("7 cases, 0 would change");
    }

    @Test
    void a_sample_user_of_what_is_up_needs_neither_address_nor_token() throws IOException {
        Files.writeString(folder.resolve("endpoints.json"), """
                {"services": {"policy-service": "%1$s"}, "tokens": "%1$s/oauth2/token",
                 "users": [{"user": "tongren.v01", "password": "secret"}]}""".formatted(url()));
        answer = "{\"access_token\": \"t2\", \"outcome\": \"DENY\"}";
        assertThat(run("explain", "c1", "--user", "tongren.v01")).isZero();

        assertThat(asked.get(0).call()).isEqualTo("POST /oauth2/token");
        assertThat(asked.get(0).authorization())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("tongren.v01:secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(asked.get(1).call()).isEqualTo("GET /decisions/c1/explanation");
        assertThat(asked.get(1).authorization()).isEqualTo("Bearer t2");
        assertThat(said()).contains("DENY");

        assertThat(run("explain", "c1", "--user", "nobody")).isEqualTo(2);
        assertThat(complained)
                .hasToString("carecontact: nobody here is called nobody; see ./carecontact policy --help"
                        + System.lineSeparator());
    }

    @Test
    void with_json_the_answer_is_printed_as_it_came() {
        answer = "{\"request\":\"c1\",\n\"outcome\":\"DENY\"}";
        assertThat(ask("explain", "c1", "--json")).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("{\"request\":\"c1\",", "\"outcome\":\"DENY\"}");
    }

    // ---- when it is refused or nobody answers

    @Test
    void a_refusal_is_told_and_is_code_1() {
        status = 409;
        answer = "{\"title\": \"not published\", \"remedy\": \"Publish it.\"}";
        assertThat(ask("activate", "national", "2")).isEqualTo(1);
        status = 401;
        answer = "";
        assertThat(ask("activate", "national", "2")).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .containsExactly("409 not published", "Publish it.", "401");
    }

    @Test
    void a_service_that_does_not_answer_is_one_line_and_code_1() {
        String url = url();
        service.stop(0);
        assertThat(run("explain", "c1", "--token", "t1", "--url", url)).isEqualTo(1);
        assertThat(complained.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("carecontact: ")
                .contains("refused");
    }

    private int ask(String... arguments) {
        String[] all = new String[arguments.length + 6];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(
                new String[] {"--url", url(), "--token", "t1", "--language", "en"}, 0, all, arguments.length, 6);
        return run(all);
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return ScriptCommand.run(new PolicyCommand(out, folder.resolve("endpoints.json")), arguments);
    }

    private String url() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
