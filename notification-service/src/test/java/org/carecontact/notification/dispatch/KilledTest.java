package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.carecontact.localparts.Ports;
import org.carecontact.notification.NotificationApplication;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.ChildJvm;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;

/** The service as a process of its own, killed after the provider took a message and before that was written down. */
final class KilledTest extends RunningNotifications {

    // Another name: its consumer groups must not share partitions with the service of the other tests.
    private static final String NAME = "notification-killed";

    private final Phones phones = new Phones();
    private final int managementPort = Ports.free();
    private final RunningService.Builder service = RunningService.of(NotificationApplication.class, NAME)
            .topics(1, Topics.deadLetters(NAME))
            .with("spring.application.name", NAME)
            .with("management.server.port", managementPort)
            .with("carecontact.provider.url", phones.url())
            .with("carecontact.provider.timeout", "5s")
            .with("carecontact.limits.unknown-after", "10s")
            .with("carecontact.sweep-every", "500ms");

    @Test
    void killed_between_the_call_and_its_result_it_calls_again_with_the_same_key_and_counts_it() throws Exception {
        Case one = Case.at(HOSPITAL, pairs);
        known(one);
        ConnectionString uri = new ConnectionString(service.property("spring.mongodb.uri"));
        try (MongoClient mongo = MongoClients.create(uri);
                ChildJvm doomed = service.startApart()) {
            Store store = new Store(mongo, Objects.requireNonNull(uri.getDatabase()));
            phones.answer((call, exchange) -> {
                if (call.request().equals(one.request)) {
                    doomed.kill();
                    exchange.close();
                } else {
                    Phones.ACCEPT.to(call, exchange);
                }
            });
            store.await("recipients", "tongren:DOCTOR:" + one.doctor);
            request(one, one.doctorAsked());
            assertThat(doomed.process().waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(() -> "killed by its call, with " + store.found("correspondences", one.request))
                    .isTrue();
            assertThat(store.await("correspondences", one.request)).contains("Sending");

            phones.answer(Phones.ACCEPT);
            try (ChildJvm _ = service.startApart()) {
                Eventually.passes(() -> assertThat(store.found("correspondences", one.request))
                        .contains("\"_t\": \"Sent\"", "\"providerCalls\": 2", "\"unknownOutcomes\": 1"));
                assertThat(phones.about(one.request))
                        .extracting(Phones.Call::key)
                        .containsExactly(
                                one.request + "/DOCTOR_ASKED/DOCTOR/0", one.request + "/DOCTOR_ASKED/DOCTOR/0");
                assertThat(metrics()).containsPattern("carecontact_provider_calls_repeated_total\\{.*} [1-9]");
            }
        }
    }

    private String metrics() {
        URI metrics = URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus");
        return SERVICE.send(HttpRequest.newBuilder(metrics)).is(200).body();
    }

    /** What the process has written. */
    private record Store(MongoClient mongo, String database) {

        String await(String collection, String id) {
            return Eventually.value(() -> found(collection, id), json -> !json.isEmpty());
        }

        /** As JSON; empty when there is none. */
        String found(String collection, String id) {
            Document document = mongo.getDatabase(database)
                    .getCollection(collection)
                    .find(new Document("_id", id))
                    .first();
            return document == null ? "" : document.toJson();
        }
    }
}
