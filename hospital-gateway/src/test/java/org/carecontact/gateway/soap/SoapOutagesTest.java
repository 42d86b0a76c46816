package org.carecontact.gateway.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.carecontact.events.EncounterChanged;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can't be stored now is a fault of ours, never AA; then it is taken in once. */
class SoapOutagesTest extends SoapGateway {

    private static final TcpProxy MONGO = TcpProxy.to(
            "127.0.0.1", URI.create(Installation.shared().mongoUri("any")).getPort());

    private static final RunningService BEHIND_A_PROXY = gateway(
                    Map.of("bus", List.of("like: wst-846", "finished-after: never")))
            .with("spring.mongodb.uri", "mongodb://127.0.0.1:" + MONGO.port() + "/gateway_soap_outages")
            .with("carecontact.mongo.answer-within", "1s")
            .start();

    SoapOutagesTest() {
        super(BEHIND_A_PROXY);
    }

    @ParameterizedTest
    @EnumSource(Bus.class)
    void while_the_store_is_away_the_answer_is_503_and_afterwards_the_same_message_is_taken_in_once(Bus bus) {
        String patient = SampleV3.fresh("SP");
        SampleV3 message = SampleV3.of("encounter").of(patient, SampleV3.fresh("SV"));
        MONGO.cut();
        SoapClient.Answer answer = client("bus").call(bus, "OutPatientInfoAdd", message);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.headers().getOrDefault("retry-after", "0")))
                .isPositive();
        assertThat(answer.payload()).isEmpty();
        Node fault = SoapClient.read(answer.body()).at("Body", "Fault").orElseThrow();
        assertThat(
                        bus == Bus.ESCAPED
                                ? fault.at("Code", "Value").orElseThrow().text()
                                : fault.child("faultcode").orElseThrow().text())
                .matches("soap:(Receiver|Server)");
        MONGO.heal();
        Eventually.value(
                () -> client("bus").call(bus, "OutPatientInfoAdd", message).status(), status -> status == 200);
        assertThat(client("bus").call(bus, "OutPatientInfoAdd", message).code()).isEqualTo("AA");
        assertThat(published(EncounterChanged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, 1))
                .hasSize(1);
    }

    @Test
    void what_is_refused_anyway_is_refused_meanwhile_too() {
        MONGO.cut();
        try {
            assertThat(client("bus")
                            .call("OutPatientInfoAdd", SampleV3.of("encounter").set("patient", ""))
                            .code())
                    .isEqualTo("AE");
        } finally {
            MONGO.heal();
        }
    }
}
