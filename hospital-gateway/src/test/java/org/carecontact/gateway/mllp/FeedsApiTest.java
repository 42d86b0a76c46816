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

    @Test
    void each_sender_is_shown_with_its_answers_and_the_feed_with_its_warnings_by_place_alone() {
        String staff = staff().build();
        String ris = "RIS" + SampleMessage.newVisit();
        String lis = "LIS" + SampleMessage.newVisit();
        JsonNode before = service.get(staff, "/feeds").json().at("/items/0/warnings");
        try (MllpClient client = connect()) {
            client.exchange(from(ris));
            client.exchange(from(ris).set("PV1", 7, "^MarkOfTheDoctor").set("PID", 7, "MarkOfTheDate"));
            client.exchange(from(ris).set("PV1", 7, "^MarkOfTheDoctor"));
            client.exchange(from(ris).set("PID", 3, ""));
            client.exchange(from(ris).set("MSH", 12, "3.0"));
            client.exchange(from(ris).set("MSH", 18, "MarkOfTheCharset").set("PID", 5, "欧阳测试"));
            client.exchange(from(lis).set("MSH", 9, "ORU^R01"));
            client.exchange("PID|1||" + lis + "\r");
        }
        String body = service.get(staff, "/feeds").is(200).body();
        JsonNode feed = service.get(staff, "/feeds").json().at("/items/0");
        assertThat(feed.at("/senders/" + ris + "|tongren/answers").toString())
                .isEqualTo("{\"AA\":3,\"AE\":2,\"AR\":1}");
        assertThat(feed.at("/senders/" + ris + "|tongren/messages").asLong()).isEqualTo(6);
        assertThat(feed.at("/senders/" + lis + "|tongren/answers").toString()).isEqualTo("{\"AA\":1}");
        assertThat(feed.path("senders").propertyNames()).doesNotContain("|");
        JsonNode warnings = feed.path("warnings");
        assertThat(warnings.path("PV1-7").asLong() - before.path("PV1-7").asLong(0))
                .isEqualTo(2);
        assertThat(warnings.path("PID-7").asLong() - before.path("PID-7").asLong(0))
                .isEqualTo(1);
        // What refuses a message is no warning.
        assertThat(warnings.path("PID-3").asLong(0))
                .isEqualTo(before.path("PID-3").asLong(0));
        assertThat(body).doesNotContain("MarkOf");
    }

    private static SampleMessage from(String sender) {
        return SampleMessage.of("A04", SampleMessage.newVisit()).set("MSH", 3, sender);
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
