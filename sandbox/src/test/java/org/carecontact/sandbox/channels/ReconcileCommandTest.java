package org.carecontact.sandbox.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileCommandTest {

    private final List<String> asked = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer service;
    private int status = 200;
    private String body = "[]";

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        service.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void what_differs_is_printed_and_is_exit_code_1() {
        body = """
                [{"hospital":"tongren","channels":3,"contacts":2,"failed":"",
                "findings":[{"kind":"CONTACT_WITHOUT_GRANT","request":"r-1","doctor":"D1"}]}]""";

        assertThat(run("--token", "T")).isEqualTo(1);
        assertThat(asked).containsExactly("POST /channels/reconcile Bearer T");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("tongren: 3 channels compared, 2 contacts of ours at WeCom, 1 findings")
                .contains("CONTACT_WITHOUT_GRANT request r-1, doctor D1");
    }

    @Test
    void the_same_on_both_sides_is_exit_code_0() {
        body = "[{\"hospital\":\"tongren\",\"channels\":3,\"contacts\":2,\"failed\":\"\",\"findings\":[]}]";
        assertThat(run("--token", "T")).isZero();
        body = body.replace("\"failed\":\"\"", "\"failed\":\"60020\"");
        assertThat(run("--token", "T")).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("WeCom could not be asked: 60020");
    }

    @Test
    void a_refusal_is_told_and_a_missing_token_is_wrong_use() {
        status = 403;
        body = "{\"title\":\"Not for this role\"}";
        assertThat(run("--token", "T")).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("403 Not for this role");
        assertThat(run()).isEqualTo(2);
    }

    private int run(String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--url",
                                "http://127.0.0.1:" + service.getAddress().getPort()),
                        Stream.of(more))
                .toArray(String[]::new);
        return ScriptCommand.run(
                new ReconcileCommand(
                        new PrintStream(printed, true, StandardCharsets.UTF_8), Path.of("no", "such", "file")),
                arguments);
    }
}
