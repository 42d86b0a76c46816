package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.carecontact.events.EncounterChanged;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What can't be stored now gets no answer, soon, or AE where the dialect says so; then it is taken in once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutagesTest extends RunningGateway {

    private static final Duration BEFORE_SENDERS_LOSE_PATIENCE = Duration.ofSeconds(10);
    private static final TcpProxy MONGO = proxy(Installation.shared().mongoUri("any"));
    private static final TcpProxy REGISTRY = proxy(Installation.shared().registryUrl());

    private static TcpProxy proxy(String url) {
        return TcpProxy.to("127.0.0.1", URI.create(url).getPort());
    }

    private static final RunningService BEHIND_PROXIES = gateway(
                    HospitalsFolder.of(HOSPITALS).feed("yunyi", Ports.free(), "without-store: answer-ae"))
            .with("spring.mongodb.uri", "mongodb://127.0.0.1:" + MONGO.port() + "/gateway_outages")
            .with("carecontact.registry.url", "http://127.0.0.1:" + REGISTRY.port() + "/apis/registry/v3")
            .with("carecontact.mongo.answer-within", "1s")
            .start();

    OutagesTest() {
        super(BEHIND_PROXIES);
    }

    /** The first, since a schema that was once known needs no registry any more. */
    @Test
    @Order(1)
    void a_message_whose_event_the_registry_does_not_know_yet_may_come_again() {
        SampleMessage message = SampleMessage.of("A04", SampleMessage.newVisit());
        REGISTRY.cut();
        soonUnanswered(message);
        assertThat(readiness()).as("what is known already needs no registry").isEqualTo(200);
        REGISTRY.heal();
        takenInAtLast(message);
    }

    @Test
    @Order(2)
    void while_mongo_is_down_the_line_is_closed_and_afterwards_the_same_message_is_taken_in_once() {
        String visit = SampleMessage.newVisit();
        SampleMessage message = SampleMessage.of("A04", visit).set("PID", 3, "P" + visit);
        MONGO.cut();
        soonUnanswered(message);
        soonUnanswered(message);
        assertThat(readiness()).isEqualTo(503);
        try (MllpClient client = connect()) {
            assertThat(client.exchange(message.set("MSH", 12, "3.0")).verdict()).isEqualTo("AR 203 MSH-12");
        }
        Eventually.value(
                service::metrics,
                metrics -> metrics.matches("(?s).*carecontact_feed_refused_unkept_total\\{[^}]*} [1-9].*"));
        MONGO.heal();
        message.set("MSH", 12, "2.5");
        takenInAtLast(message);
        assertThat(published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:P" + visit, 1))
                .hasSize(1);
    }

    @Test
    @Order(3)
    void while_mongo_hangs_the_line_is_closed_and_afterwards_the_same_message_is_taken_in_once() {
        String visit = SampleMessage.newVisit();
        SampleMessage message = SampleMessage.of("A04", visit).set("PID", 3, "P" + visit);
        MONGO.freeze();
        soonUnanswered(message);
        MONGO.thaw();
        takenInAtLast(message);
        try (MllpClient client = connect()) {
            client.exchange(
                    SampleMessage.of("A03", visit).set("PID", 3, "P" + visit).at("20261123090000"));
        }
        List<EncounterChanged> changes =
                published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:P" + visit, 2);
        assertThat(changes).hasSize(2);
    }

    @Test
    @Order(4)
    void where_the_dialect_says_so_the_answer_is_ae() {
        SampleMessage message =
                SampleMessage.of("A04", SampleMessage.newVisit()).set("MSH", 4, "yunyi");
        try (MllpClient client = new MllpClient(mllp("yunyi"))) {
            assertThat(client.exchange(message).verdict()).isEqualTo("AA");
            MONGO.cut();
            MllpClient.Answer answer = client.exchange(message);
            assertThat(answer.verdict()).isEqualTo("AE 207 MSH-10");
            assertThat(answer.field("ERR", 8)).contains("again");
            MONGO.heal();
            Eventually.value(() -> client.exchange(message).verdict(), "AA"::equals);
        }
    }

    private void soonUnanswered(SampleMessage message) {
        long started = System.nanoTime();
        try (MllpClient client = connect()) {
            client.write(MllpClient.block(message.text().getBytes(StandardCharsets.UTF_8)));
            assertThat(client.closedByServer()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BEFORE_SENDERS_LOSE_PATIENCE);
    }

    /** A sender connects anew for each try. */
    private void takenInAtLast(SampleMessage message) {
        Eventually.value(
                () -> {
                    try (MllpClient client = connect()) {
                        return client.exchange(message).code();
                    } catch (UncheckedIOException _) {
                        return "";
                    }
                },
                "AA"::equals);
    }

    private int readiness() {
        return service.health("readiness").status();
    }
}
