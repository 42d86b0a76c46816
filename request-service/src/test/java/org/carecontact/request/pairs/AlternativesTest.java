package org.carecontact.request.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.request.pairs.domain.Alternative;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alternative whose page is dead is not offered, until the page is there again. */
class AlternativesTest {

    private static final String HOSPITAL = "tongren";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger inside = new AtomicInteger();
    private final Set<String> methods = ConcurrentHashMap.newKeySet();
    private int port;
    private HttpServer server;
    private Alternatives alternatives;

    @BeforeEach
    void hospital() throws IOException {
        server = server(0);
        port = server.getAddress().getPort();
        alternatives = alternatives(Duration.ofMillis(480));
    }

    @AfterEach
    void close() {
        alternatives.close();
        server.stop(0);
    }

    private HttpServer server(int at) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        made.createContext("/app", this::answer);
        made.createContext("/inside", exchange -> {
            inside.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        made.start();
        return made;
    }

    private void answer(HttpExchange exchange) throws IOException {
        methods.add(exchange.getRequestMethod());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        int code = status.get() == 405 && !head ? 200 : status.get();
        if (code == 302) {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port + "/inside");
        }
        exchange.sendResponseHeaders(code, -1);
        exchange.close();
    }

    private Alternatives alternatives(Duration check) {
        return new Alternatives(
                new LandingProperties(
                        "tel:{hospital}-{kind}",
                        List.of("HOSPITAL_APP", "CLINIC_PHONE", "FRONT_DESK"),
                        Map.of(
                                HOSPITAL,
                                Map.of(
                                        "HOSPITAL_APP",
                                        link(),
                                        "FRONT_DESK",
                                        "http://127.0.0.1:1/a-desk-needs-no-page")),
                        check),
                meters);
    }

    private String link() {
        return "http://127.0.0.1:" + port + "/app";
    }

    private List<String> offered() {
        return alternatives.ofHospital(HOSPITAL).stream().map(Alternative::kind).toList();
    }

    private double dead() {
        return meters.get("carecontact.alternatives.dead").gauge().value();
    }

    @Test
    void a_page_that_dies_is_left_out_and_comes_back_by_itself() throws IOException {
        assertThat(offered()).containsExactly("HOSPITAL_APP", "CLINIC_PHONE", "FRONT_DESK");
        Eventually.value(() -> methods, Set.of("HEAD")::equals);

        server.stop(0);

        Eventually.value(this::offered, List.of("CLINIC_PHONE", "FRONT_DESK")::equals);
        assertThat(dead()).isEqualTo(1);

        server = server(port);

        Eventually.value(this::offered, List.of("HOSPITAL_APP", "CLINIC_PHONE", "FRONT_DESK")::equals);
        assertThat(dead()).isZero();
    }

    @Test
    void what_a_refusal_kept_is_looked_at_when_it_is_shown() {
        Alternative app = new Alternative("FOLLOW_UP_SYSTEM", link());
        Alternative phone = new Alternative("CLINIC_PHONE", "010-00000000");
        status.set(404);
        Eventually.value(this::dead, count -> count == 1);

        assertThat(alternatives.working(HOSPITAL, List.of(app, phone))).containsExactly(phone);
        assertThat(alternatives.working(HOSPITAL, List.of(app)))
                .as("the usual ones stand in")
                .extracting(Alternative::kind)
                .containsExactly("CLINIC_PHONE", "FRONT_DESK");
        assertThat(alternatives.working(HOSPITAL, List.of())).isEmpty();
        assertThat(alternatives.working(HOSPITAL, new PairRejection.CoolingDown(Instant.EPOCH, List.of(app, phone))))
                .isEqualTo(new PairRejection.CoolingDown(Instant.EPOCH, List.of(phone)));
    }

    @Test
    void a_page_that_takes_no_head_is_got_and_a_redirection_is_not_followed() {
        status.set(405);
        Eventually.value(() -> methods, Set.of("HEAD", "GET")::equals);
        assertThat(offered()).contains("HOSPITAL_APP");

        status.set(500);
        Eventually.value(this::dead, count -> count == 1);
        status.set(302);
        Eventually.value(this::dead, count -> count == 0);

        assertThat(inside).hasValue(0);
    }

    @Test
    void without_an_interval_nothing_is_called() {
        alternatives.close();
        methods.clear();
        alternatives = alternatives(Duration.ZERO);
        server.stop(0);

        assertThat(offered()).contains("HOSPITAL_APP");
        assertThat(methods).isEmpty();
        assertThat(dead()).isZero();
    }
}
