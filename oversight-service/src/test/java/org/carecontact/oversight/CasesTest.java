package org.carecontact.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.oversight.ledger.KafkaTruth;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What {@code GET /cases/{request}} shows, and to whom. */
class CasesTest extends RunningOversight {

    @Test
    void a_granted_case_is_a_timeline_from_its_submission_to_the_last_notification() {
        Story story = Story.at(HOSPITAL).granted();

        JsonNode timeline = awaitTimeline(story, 11);

        assertThat(values(timeline, "event"))
                .containsExactly(
                        "ContactRequestSubmitted",
                        "PolicyPrechecked",
                        "ConsentAsked",
                        "NotificationsSettled",
                        "SigningCodeIssued",
                        "ConsentSigned",
                        "PolicyDecided",
                        "DoctorAsked",
                        "NotificationsSettled",
                        "ContactGranted",
                        "NotificationsSettled");
        assertThat(values(timeline, "service"))
                .startsWith("request-service", "policy-service", "consent-service", "notification-service");
        JsonNode decided = timeline.get(6);
        assertThat(decided.get("outcome").asString()).isEqualTo("PERMIT");
        assertThat(decided.get("time").asString())
                .isEqualTo(Story.NOON.plusMillis(600).toString());
        assertThat(decided.get("note").get("zh").asString()).isEqualTo("规则审核通过");
        assertThat(decided.get("note").get("en").asString()).isEqualTo("Policy permits it");
        assertThat(decided.get("scene").asString()).isEqualTo("OUTPATIENT");
        assertThat(decided.get("evidence").get("sha256").asString()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_denied_case_tells_why_and_what_was_offered_instead() {
        Story story =
                Story.at(HOSPITAL).submitted().prechecked(PolicyOutcome.DENY).redirected();

        JsonNode timeline = awaitTimeline(story, 3);

        assertThat(timeline.get(1).get("reasons").get(0).asString()).isEqualTo("BOUNDARY:doctor-not-opted-in");
        assertThat(timeline.get(2).get("reasons").get(0).asString()).isEqualTo("doctor-not-opted-in");
        assertThat(timeline.get(2).get("alternatives").get(0).asString()).isEqualTo("HOSPITAL_APP");
    }

    @Test
    void events_published_twice_are_shown_once() {
        Story story =
                Story.at(HOSPITAL).submitted().prechecked(PolicyOutcome.PERMIT).twice();

        Eventually.passes(() -> assertThat(timeline(story))
                .hasSize(2)
                .allMatch(happening -> happening.get("copies").asInt() == 2));
    }

    @Test
    void a_case_is_there_for_its_own_hospitals_staff_and_supervisors_only() {
        Story story = Story.at(HOSPITAL).submitted();
        String path = "/cases/" + story.request();
        awaitTimeline(story, 1);

        get(path, HOSPITAL, "supervisor").is(200);
        get(path, HOSPITAL, "staff").is(200);
        get(path, "meiyan", "supervisor").isProblem(404, "not-found");
        get(path, "meiyan", "staff").isProblem(404, "not-found");
        for (String role : List.of("patient", "family", "doctor", "operator")) {
            get(path, HOSPITAL, role).isProblem(403, "wrong-role");
        }
        get("/cases/" + Story.at(HOSPITAL).request(), HOSPITAL, "staff").isProblem(404, "not-found");
        get("/cases/no-request", HOSPITAL, "staff").isProblem(404, "not-found");
        SERVICE.get("no token", path).isProblem(401, "no-valid-token");
        String elsewhere = SERVICE.token("staff", HOSPITAL, "s")
                .audience("request-service")
                .build();
        SERVICE.get(elsewhere, path).isProblem(401, "no-valid-token");
    }

    @Test
    void an_event_without_any_header_is_kept_with_what_its_payload_tells() {
        Story story = Story.at(HOSPITAL).submitted();
        awaitTimeline(story, 1);

        Topic.send(new ProducerRecord<>(Topics.REQUESTS, KafkaTruth.value(Topics.REQUESTS, story.pair())));

        assertThat(awaitTimeline(story, 2))
                .allMatch(happening -> happening.get("event").asString().equals("ContactRequestSubmitted"))
                .anyMatch(happening -> happening.get("service") == null);
    }
}
