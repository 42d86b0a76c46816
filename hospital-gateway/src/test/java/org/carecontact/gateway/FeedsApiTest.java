package org.carecontact.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.carecontact.testsupport.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FeedsApiTest extends WholeGateway {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static TestTokens.Builder token(String hospital, String role) {
        return TestTokens.shared()
                .token()
                .hospital(hospital)
                .role(role)
                .person("S1")
                .audience("hospital-gateway");
    }

    @Test
    void staff_sees_the_own_feed_with_its_counts() throws Exception {
        String staff = token("tongren", "staff").build();
        JsonNode before = JsonMapper.shared()
                .readTree(get("/feeds", staff).body())
                .path("items")
                .path(0);
        try (MllpClient client = connect()) {
            client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()));
            client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()));
            client.exchange(SampleMessage.of("A99", SampleMessage.newVisit()));
        }
        HttpResponse<String> response = get("/feeds", staff);
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode page = JsonMapper.shared().readTree(response.body());
        assertThat(page.path("items").size()).isEqualTo(1);
        JsonNode feed = page.path("items").path(0);
        assertThat(feed.path("hospital").asString()).isEqualTo("tongren");
        assertThat(feed.path("port").asInt()).isEqualTo(mllp("tongren"));
        assertThat(more(before, feed, "AA")).isEqualTo(2);
        assertThat(more(before, feed, "AR")).isEqualTo(1);
        assertThat(more(before, feed, "AE")).isZero();
        assertThat(feed.path("lastMessageAt").asString()).isNotEmpty();
    }

    private static long more(JsonNode before, JsonNode after, String code) {
        return after.path("acknowledged").path(code).asLong()
                - before.path("acknowledged").path(code).asLong();
    }

    @Test
    void the_operator_sees_all_feeds() throws Exception {
        JsonNode page = JsonMapper.shared()
                .readTree(
                        get("/feeds", token("installation", "operator").build()).body());
        assertThat(page.path("items").size()).isEqualTo(3);
    }

    @Test
    void nobody_else_sees_any() throws Exception {
        assertThat(get("/feeds", "").statusCode()).isEqualTo(401);
        assertThat(get("/feeds", token("tongren", "doctor").build()).statusCode())
                .isEqualTo(403);
        assertThat(get("/feeds", token("tongren", "patient").patient("P1").build())
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(
                                "/feeds",
                                token("tongren", "staff")
                                        .audience("request-service")
                                        .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(get("/feeds", token("tongren", "staff").signedByAStranger().build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(get("/feeds", token("tongren", "staff").expired().build()).statusCode())
                .isEqualTo(401);
        assertThat(get(
                                "/feeds",
                                token("tongren", "staff")
                                        .issuer("http://elsewhere")
                                        .build())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_messages_are_counted_by_hospital_and_acknowledgement() throws Exception {
        try (MllpClient client = connect()) {
            client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()));
        }
        assertThat(get("/actuator/prometheus", "").body())
                .containsPattern(
                        "carecontact_hl7_messages_total\\{ack=\"AA\",hospital=\"tongren\",service=\"hospital-gateway\"\\} [1-9]")
                .contains("carecontact_hl7_connections{hospital=\"meiyan\"")
                .contains("carecontact_hl7_time_seconds{hospital=\"yunyi\"");
    }

    @Test
    void the_write_path_is_measured() throws Exception {
        assertThat(get("/actuator/prometheus", "").body())
                .contains(
                        "carecontact_relay_owed",
                        "carecontact_relay_oldest_seconds",
                        "carecontact_timers_overdue",
                        "carecontact_races_lost_total",
                        "carecontact_parked_keys",
                        "carecontact_batch_size_count");
    }

    @Test
    void the_service_is_live_ready_and_described() throws Exception {
        assertThat(get("/actuator/health/liveness", "").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness", "").statusCode()).isEqualTo(200);
        assertThat(get("/v3/api-docs", "").body()).contains("/feeds");
    }
}
