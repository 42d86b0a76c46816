package org.carecontact.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.carecontact.events.EncounterChanged;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What can't be stored now is answered AE, soon, and is welcome again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutagesTest extends RunningGateway {

    private static final Duration BEFORE_SENDERS_LOSE_PATIENCE = Duration.ofSeconds(10);
    private static final TcpProxy MONGO = proxy(Installation.shared().mongoUri("any"));
    private static final TcpProxy REGISTRY = proxy(Installation.shared().registryUrl());

    private static TcpProxy proxy(String url) {
        return TcpProxy.to("127.0.0.1", URI.create(url).getPort());
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        installation(properties);
        properties.add("spring.mongodb.uri", () -> "mongodb://127.0.0.1:" + MONGO.port() + "/gateway_outages");
        properties.add("carecontact.registry.url", () -> "http://127.0.0.1:" + REGISTRY.port() + "/apis/registry/v3");
        properties.add("carecontact.mongo.answer-within", () -> "1s");
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
            await().atMost(SOON).until(() -> client.exchange(message).verdict(), "AA"::equals);
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
            await().atMost(SOON).until(() -> client.exchange(message).verdict(), "AA"::equals);
        }
        assertThat(published(EncounterChanged.class, "hospital.tongren.encounters", "tongren:P" + visit, 1))
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
            await().atMost(SOON).until(() -> client.exchange(message).verdict(), "AA"::equals);
            client.exchange(
                    SampleMessage.of("A03", visit).set("PID", 3, "P" + visit).at("20261123090000"));
        }
        List<EncounterChanged> changes =
                published(EncounterChanged.class, "hospital.tongren.encounters", "tongren:P" + visit, 2);
        assertThat(changes).hasSize(2);
    }

    private int readiness() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static MllpClient.Answer soon(MllpClient client, SampleMessage message) {
        long started = System.nanoTime();
        MllpClient.Answer answer = client.exchange(message);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BEFORE_SENDERS_LOSE_PATIENCE);
        return answer;
    }
}
