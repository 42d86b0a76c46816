package org.carecontact.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.gateway.fhir.Samples.bundle;
import static org.carecontact.gateway.fhir.Samples.encounter;
import static org.carecontact.gateway.fhir.Samples.entry;
import static org.carecontact.gateway.fhir.Samples.patient;
import static org.carecontact.gateway.fhir.Samples.reference;

import java.net.URI;
import java.util.List;
import org.carecontact.events.EncounterChanged;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TcpProxy;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What can't be stored now is answered 503, whole; then it is taken in once. */
class FhirOutagesTest {

    private static final TcpProxy MONGO = TcpProxy.to(
            "127.0.0.1", URI.create(Installation.shared().mongoUri("any")).getPort());
    private static final FhirFeeds FEEDS = FhirFeeds.of();
    private static final RunningService BEHIND_PROXY = FEEDS.gateway()
            .with("spring.mongodb.uri", "mongodb://127.0.0.1:" + MONGO.port() + "/gateway_fhir_outages")
            .with("carecontact.mongo.answer-within", "1s")
            .start();

    @AfterAll
    static void end() {
        BEHIND_PROXY.close();
        MONGO.close();
    }

    private static String told(String type, String number) {
        return bundle(
                type,
                entry("http://his.example/Patient/" + number, "PUT", "Patient/" + number, patient(number, number)),
                entry(
                        "http://his.example/Encounter/E" + number,
                        "PUT",
                        "Encounter/E" + number,
                        encounter(
                                "E" + number,
                                "V" + number,
                                reference("Patient/" + number),
                                "arrived",
                                "2026-11-23T08:00:00+08:00")));
    }

    @Test
    void while_mongo_is_down_or_hangs_nothing_is_answered_as_taken() {
        for (String type : List.of("transaction", "batch")) {
            String number = FhirFeeds.newNumber();
            MONGO.cut();
            notNow(FEEDS.bundle(told(type, number)));
            notNow(FEEDS.put("Patient/" + number, patient(number, number)));
            notNow(FEEDS.put(
                    "Encounter/E",
                    encounter(
                            "E",
                            "V",
                            "{'identifier':{'value':'" + number + "'}}",
                            "arrived",
                            "2026-11-23T08:00:00+08:00")));
            assertThat(FEEDS.post("Patient", "{").status()).isEqualTo(400);
            MONGO.heal();
            Eventually.holds(() -> FEEDS.bundle(told(type, number)).status() == 200);
            MONGO.freeze();
            notNow(FEEDS.bundle(told(type, number)));
            MONGO.thaw();
            Eventually.holds(() -> FEEDS.bundle(told(type, number)).status() == 200);
            assertThat(Topic.of(Topics.encounters("tongren")).expect("tongren:" + number, EncounterChanged.class, 1))
                    .hasSize(1);
        }
    }

    private static void notNow(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.text("resourceType")).isEqualTo("OperationOutcome");
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo("transient");
    }
}
