package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.carecontact.notification.NotificationApplication;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TestTokens;
import org.junit.jupiter.api.Test;

/** The service as a process of its own, killed after the provider took a message and before that was written down. */
final class KilledTest extends ServiceTest {

    private static final Duration START = Duration.ofSeconds(120);
    private static final String DATABASE = "notification_killed";

    @Test
    void killed_between_the_call_and_its_result_it_calls_again_with_the_same_key_and_counts_it() throws Exception {
        Case one = Case.at("tongren", pairs);
        Phones phones = new Phones();
        Installation.shared().createTopics(1, "notification-killed.dead-letters");
        known(one);
        int port = freePort();
        try (MongoClient mongo = MongoClients.create(Installation.shared().mongoUri(DATABASE));
                Killable doomed = start(phones, 0)) {
            phones.answer((call, exchange) -> {
                if (call.request().equals(one.request)) {
                    doomed.close();
                    exchange.close();
                } else {
                    Phones.ACCEPT.to(call, exchange);
                }
            });
            awaitDocument(mongo, "recipients", "tongren:DOCTOR:" + one.doctor);
            request(one, one.doctorAsked());
            assertThat(doomed.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(awaitDocument(mongo, "correspondences", one.request).toJson())
                    .contains("Sending");

            phones.answer(Phones.ACCEPT);
            try (Killable _ = start(phones, port)) {
                await().atMost(START)
                        .untilAsserted(() -> assertThat(awaitDocument(mongo, "correspondences", one.request)
                                        .toJson())
                                .contains("\"_t\": \"Sent\"", "\"providerCalls\": 2", "\"unknownOutcomes\": 1"));
                assertThat(phones.about(one.request))
                        .extracting(Phones.Call::key)
                        .containsExactly(
                                one.request + "/DOCTOR_ASKED/DOCTOR/0", one.request + "/DOCTOR_ASKED/DOCTOR/0");
                await().atMost(START)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(metrics(port))
                                .containsPattern("carecontact_provider_calls_repeated_total\\{.*} [1-9]"));
            }
        }
    }

    /** Ends as by kill -9. */
    private record Killable(Process process) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Document awaitDocument(MongoClient mongo, String collection, String id) {
        return await().atMost(START)
                .until(
                        () -> mongo.getDatabase(DATABASE)
                                .getCollection(collection)
                                .find(new Document("_id", id))
                                .first(),
                        found -> found != null);
    }

    private static Killable start(Phones phones, int port) throws IOException {
        Installation parts = Installation.shared();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NotificationApplication.class.getName(),
                // Another name: its consumer groups must not share partitions with the service of the other tests.
                "--spring.application.name=notification-killed",
                "--server.port=0",
                "--management.server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + parts.bootstrapServers(),
                "--carecontact.registry.url=" + parts.registryUrl(),
                "--spring.mongodb.uri=" + parts.mongoUri(DATABASE),
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri="
                        + TestTokens.shared().issuer(),
                "--carecontact.ids.key=" + "AQEB".repeat(10) + "AQE=",
                "--carecontact.sealing.key=" + "AgIC".repeat(10) + "AgI=",
                "--carecontact.provider.url=" + phones.url(),
                "--carecontact.provider.timeout=5s",
                "--carecontact.limits.unknown-after=10s",
                "--carecontact.sweep-every=500ms"));
        return new Killable(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/killed.log")))
                .start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String metrics(int port) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
