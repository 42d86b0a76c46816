package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import org.carecontact.localparts.Ports;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaAdmin;
import tools.jackson.databind.JsonNode;

/** Files of feeds that change while the gateway runs. */
class ChangedFeedsTest extends RunningGateway {

    private static final HospitalsFolder FOLDER = HospitalsFolder.of(HOSPITALS);
    private static final RunningService CHANGING = gateway(FOLDER).start();

    ChangedFeedsTest() {
        super(CHANGING);
    }

    private String verdict(MllpClient client, String version) {
        return client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()).set("MSH", 12, version))
                .verdict();
    }

    private JsonNode page(String hospital) {
        return service.get(service.token("staff", hospital, "S1").build(), "/feeds")
                .is(200)
                .json()
                .path("items");
    }

    @Test
    void a_changed_dialect_holds_from_the_next_message_on_and_a_mistake_changes_nothing() {
        int port = mllp("tongren");
        try (MllpClient client = connect()) {
            assertThat(verdict(client, "2.3")).isEqualTo("AA");
            FOLDER.feed("tongren", port, "versions: 2.5");
            Eventually.value(() -> verdict(client, "2.3"), "AR 203 MSH-12"::equals);
            FOLDER.feed("tongren", port, "versions: 2.3", "zone: Beijing");
            Eventually.value(() -> page("tongren").path(0).path("mistake").asString(""), text -> text.contains("zone"));
            assertThat(page("tongren").path(0).path("mistake").asString())
                    .isEqualTo(
                            "tongren/feeds/his.yml, line 5, column 7: 'Beijing' is not a time zone as Asia/Shanghai");
            assertThat(verdict(client, "2.3")).isEqualTo("AR 203 MSH-12");
            assertThat(verdict(client, "2.5")).isEqualTo("AA");
            FOLDER.feed("tongren", port, "versions: 2.3");
            Eventually.value(() -> verdict(client, "2.3"), "AA"::equals);
            assertThat(page("tongren").path(0).hasNonNull("mistake")).isFalse();
        }
    }

    @Test
    void a_feed_moves_to_another_port_and_a_hospital_comes_and_goes() {
        int before = mllp("meiyan");
        int after = Ports.free();
        FOLDER.feed("meiyan", after);
        Eventually.holds(() -> mllp("meiyan") == after);
        try (MllpClient client = new MllpClient(after)) {
            assertThat(client.exchange(SampleMessage.of("A04", SampleMessage.newVisit())
                                    .set("MSH", 4, "meiyan"))
                            .verdict())
                    .isEqualTo("AA");
        }
        FOLDER.feed("renji", before);
        Eventually.holds(() -> feeds.find("renji/his").isPresent());
        try (MllpClient client = new MllpClient(before)) {
            assertThat(client.exchange(SampleMessage.of("A04", SampleMessage.newVisit())
                                    .set("MSH", 4, "renji"))
                            .verdict())
                    .isEqualTo("AA");
        }
        KafkaAdmin kafka = service.bean(KafkaAdmin.class);
        Eventually.holds(() -> exists(kafka, Topics.patients("renji")));
        assertThat(kafka.describeTopics(Topics.encounters("renji")).values())
                .as("the topics of a new hospital are made")
                .singleElement()
                .extracting(topic -> topic.partitions().size())
                .isEqualTo(6);
        FOLDER.remove("renji");
        Eventually.holds(() -> feeds.find("renji/his").isEmpty());
        assertThat(page("renji").isEmpty()).isTrue();
    }

    @Test
    void a_port_that_another_feed_has_is_refused_in_words() {
        FOLDER.feed("huashan", mllp("yunyi"));
        Eventually.holds(() -> feeds.refused().containsKey("yunyi/his"));
        assertThat(feeds.refused().get("yunyi/his")).contains("is the one of huashan/his");
        assertThat(feeds.find("yunyi/his")).as("it goes on as it was").isPresent();
        FOLDER.remove("huashan");
        Eventually.holds(() -> feeds.refused().isEmpty());
    }
}
