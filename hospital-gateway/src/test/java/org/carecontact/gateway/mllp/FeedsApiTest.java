package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.carecontact.testsupport.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FeedsApiTest extends WholeGateway {

    private TestTokens.Builder staff() {
        return service.token("staff", "tongren", "S1");
    }

    @Test
    void staff_sees_the_own_feed_with_its_counts() {
        String staff = staff().build();
        JsonNode before = service.get(staff, "/feeds").json().path("items").path(0);
        try (MllpClient client = connect()) {
            client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()));
            client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()));
            client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()).set("MSH", 12, "3.0"));
        }
        JsonNode page = service.get(staff, "/feeds").is(200).json();
        assertThat(page.path("items").size()).isEqualTo(1);
        JsonNode feed = page.path("items").path(0);
        assertThat(feed.path("hospital").asString()).isEqualTo("tongren");
        assertThat(feed.path("port").asInt()).isEqualTo(mllp("tongren"));
        assertThat(more(before, feed, "AA")).isEqualTo(2);
        assertThat(more(before, feed, "AR")).isEqualTo(1);
        assertThat(more(before, feed, "AE")).isZero();
        assertThat(feed.path("lastMessageAt").asString()).isNotEmpty();
        assertThat(feed.path("feed").asString()).isEqualTo("tongren/his");
        assertThat(feed.path("door").asString()).isEqualTo("hl7-v2");
        assertThat(feed.path("senders").path("HIS|tongren").path("messages").asLong())
                .isGreaterThan(2);
    }

    private static long more(JsonNode before, JsonNode after, String code) {
        return after.path("acknowledged").path(code).asLong()
                - before.path("acknowledged").path(code).asLong();
    }

    @Test
    void the_operator_sees_all_feeds() {
        String operator = service.token("operator", "installation", "O1").build();
        assertThat(service.get(operator, "/feeds").is(200).json().path("items").size())
                .isEqualTo(3);
    }

    @Test
    void nobody_else_sees_any() {
        service.get(service.doctor("tongren", "D1"), "/feeds").isProblem(403, "wrong-role");
        service.get(service.patient("tongren", "P1"), "/feeds").isProblem(403, "wrong-role");
        for (String noGood : List.of(
                "",
                staff().audience("request-service").build(),
                staff().signedByAStranger().build(),
                staff().expired().build(),
                staff().issuer("http://elsewhere").build())) {
            service.get(noGood, "/feeds").isProblem(401, "no-valid-token");
        }
    }

    @Test
    void the_messages_are_counted_by_hospital_and_acknowledgement() {
        try (MllpClient client = connect()) {
            client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()));
        }
        assertThat(service.metrics())
                .containsPattern(
                        "carecontact_feed_messages_total\\{ack=\"AA\",door=\"hl7-v2\",feed=\"his\",hospital=\"tongren\",service=\"hospital-gateway\"\\} [1-9]")
                .contains("carecontact_feed_connections{door=\"hl7-v2\",feed=\"his\",hospital=\"meiyan\"")
                .contains("carecontact_feed_time_seconds{door=\"hl7-v2\",feed=\"his\",hospital=\"yunyi\"");
    }

    @Test
    void the_write_path_is_measured() {
        assertThat(service.metrics())
                .contains(
                        "carecontact_relay_owed",
                        "carecontact_relay_oldest_seconds",
                        "carecontact_timers_overdue",
                        "carecontact_races_lost_total",
                        "carecontact_parked_keys",
                        "carecontact_batch_size_count");
    }

    @Test
    void the_service_is_live_ready_and_described() {
        service.health("liveness").is(200);
        service.health("readiness").is(200);
        assertThat(service.get("", "/v3/api-docs").is(200).body()).contains("/feeds");
    }
}
