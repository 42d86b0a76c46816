package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.carecontact.events.EncounterChanged;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What can't be stored now is answered AE, soon, and is welcome again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutagesTest extends RunningGateway {

    private static final Duration BEFORE_SENDERS_LOSE_PATIENCE = Duration.ofSeconds(10);
    private static final TcpProxy MONGO = proxy(Installation.shared().mongoUri("any"));
    private static final TcpProxy REGISTRY = proxy(Installation.shared().registryUrl());

    private static TcpProxy proxy(String url) {
        return TcpProxy.to("127.0.0.1", URI.create(url).getPort());
    }

    private static final RunningService BEHIND_PROXIES = gateway()
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
        try (MllpClient client = connect()) {
            assertThat(soon(client, message).verdict()).isEqualTo("AE 207 MSH-10");
            assertThat(readiness())
                    .as("what is known already needs no registry")
                    .isEqualTo(200);
            REGISTRY.heal();
            Eventually.value(() -> client.exchange(message).verdict(), "AA"::equals);
        }
    }

    @Test
    @Order(2)
    void while_mongo_is_down_the_answer_is_ae_and_afterwards_the_same_message_is_taken_in_once() {
        String visit = SampleMessage.newVisit();
        SampleMessage message = SampleMessage.of("A04", visit).set("PID", 3, "P" + visit);
        try (MllpClient client = connect()) {
            MONGO.cut();
            MllpClient.Answer answer = soon(client, message);
            assertThat(answer.verdict()).isEqualTo("AE 207 MSH-10");
            assertThat(answer.field("ERR", 8)).contains("again");
            assertThat(soon(client, message).code()).isEqualTo("AE");
            assertThat(readiness()).isEqualTo(503);
            assertThat(soon(client, message.set("MSH", 12, "2.3")).verdict()).isEqualTo("AR 203 MSH-12");
            MONGO.heal();
            message.set("MSH", 12, "2.5");
            Eventually.value(() -> client.exchange(message).verdict(), "AA"::equals);
        }
        assertThat(published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:P" + visit, 1))
                .hasSize(1);
    }

    @Test
    @Order(3)
    void while_mongo_hangs_the_answer_is_ae_and_afterwards_the_same_message_is_taken_in_once() {
        String visit = SampleMessage.newVisit();
        SampleMessage message = SampleMessage.of("A04", visit).set("PID", 3, "P" + visit);
        try (MllpClient client = connect()) {
            MONGO.freeze();
            assertThat(soon(client, message).code()).isEqualTo("AE");
            MONGO.thaw();
            Eventually.value(() -> client.exchange(message).verdict(), "AA"::equals);
            client.exchange(
                    SampleMessage.of("A03", visit).set("PID", 3, "P" + visit).at("20261123090000"));
        }
        List<EncounterChanged> changes =
                published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:P" + visit, 2);
        assertThat(changes).hasSize(2);
    }

    private int readiness() {
        return service.health("readiness").status();
    }

    private static MllpClient.Answer soon(MllpClient client, SampleMessage message) {
        long started = System.nanoTime();
        MllpClient.Answer answer = client.exchange(message);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BEFORE_SENDERS_LOSE_PATIENCE);
        return answer;
    }
}
