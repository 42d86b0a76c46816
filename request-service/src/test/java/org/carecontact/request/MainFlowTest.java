package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bson.Document;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.RequestState;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.MongoDatabaseFactory;

class MainFlowTest extends RunningRequests {

    @Autowired
    MeterRegistry meters;

    @Autowired
    MongoDatabaseFactory mongo;

    @Test
    void a_granted_flow_takes_three_records_and_four_document_writes_and_one_to_clear() {
        People people = new People();
        double before = writes();

        assertThat(people.submit().status()).isEqualTo(201);
        people.prechecked(1, PolicyOutcome.PERMIT);
        people.awaitState("AWAITING_CONSENT");
        people.decided(2, PolicyOutcome.PERMIT, said -> said.setObligations(List.of("NO_IMAGES", "NO_GROUPS")));
        people.awaitState("AWAITING_DOCTOR");
        Answer granted = people.answer("{\"answer\":\"ACCEPT\"}");

        assertThat(granted.status()).isEqualTo(200);
        assertThat(granted.text("state")).isEqualTo("GRANTED");
        assertThat(granted.json().path("contact").path("channel").asString()).isEqualTo("WECOM");
        people.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class, ContactGranted.class);
        assertThat(writes() - before).isEqualTo(4); // the fifth clears the outbox, after clear-after
        ContactGranted event = (ContactGranted) people.published().getLast();
        assertThat(event.getRequest().getState()).isEqualTo(RequestState.GRANTED);
        assertThat(event.getRequest().getContact().getEndsAt())
                .isEqualTo(event.getRequest().getContact().getStartsAt().plus(java.time.Duration.ofDays(30)));
        // What policy obliges both sides to is among the terms, for whoever hears of the contact and whoever is in it.
        assertThat(event.getRequest().getContact().getObligations()).containsExactly("NO_IMAGES", "NO_GROUPS");
        assertThat(people.show().json().path("contact").path("obligations").toString())
                .isEqualTo("[\"NO_IMAGES\",\"NO_GROUPS\"]");
    }

    @Test
    void the_need_is_read_by_the_patient_and_the_asked_doctor_and_stands_in_no_event_and_no_store() {
        People people = new People();
        people.untilTheDoctorIsAsked();

        assertThat(people.show().text("need")).isEqualTo(NEED);
        assertThat(get("/requests/" + people.request(1), people.doctorToken).text("need"))
                .isEqualTo(NEED);
        Answer seenByStaff = get("/requests/" + people.request(1), token("staff", "S1", null));
        assertThat(seenByStaff.status()).isEqualTo(200);
        assertThat(seenByStaff.json().has("need")).isFalse();
        people.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class);
        assertThat(stored(people)).contains(people.patient).doesNotContain(NEED);
        assertThat(Topic.of(Topics.REQUESTS).records())
                .isNotEmpty()
                .noneMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains(NEED));
    }

    private String stored(People people) {
        return mongo.getMongoDatabase()
                .getCollection("pairs")
                .find(new Document("_id", people.pair))
                .map(Document::toJson)
                .first();
    }

    private double writes() {
        return meters.get("carecontact.document.writes").counter().count();
    }

    @Test
    void r7_staff_records_who_was_there_and_the_first_record_stands() {
        People people = new People();
        people.submit();
        String path = "/requests/" + people.request(1) + "/witness";
        String staff = token("staff", "S1", null);
        String at = Instant.now()
                .minusSeconds(60)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusMillis(250)
                .toString();
        String nurse = "{\"person\":\"N0012\",\"at\":\"" + at + "\"}";

        assertThat(post(path, people.patientToken, nurse).status()).isEqualTo(403);
        assertThat(post(path, token("meiyan", "staff", "S1", null), nurse).status())
                .isEqualTo(404);
        assertThat(post(path, staff, "{\"at\":\"" + at + "\"}").text("field")).isEqualTo("person");
        assertThat(post(path, staff, "{\"person\":\"N0012\",\"at\":\"yesterday\"}")
                        .text("field"))
                .isEqualTo("at");
        assertThat(post(path, staff, nurse).status()).isEqualTo(200);
        assertThat(post(path, staff, nurse.replace("Z\"", "123Z\"")).status()).isEqualTo(200); // the store's precision
        for (String moment : List.of(
                "-1000000000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "1999-12-31T23:59:59.999Z",
                "2100-01-01T00:00:01Z",
                "+1000000000-12-31T23:59:59.999999999Z")) {
            Answer outside = post(path, staff, "{\"person\":\"N0012\",\"at\":\"" + moment + "\"}");
            assertThat(outside.status()).isEqualTo(422);
            assertThat(outside.problem()).isEqualTo("time-out-of-range");
            assertThat(outside.text("field")).isEqualTo("at");
        }
        Answer other = post(path, staff, nurse.replace("N0012", "N0013"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("witnessed-already");
        assertThat(people.show().json().path("witness").path("person").asString())
                .isEqualTo("N0012");
        assertThat(people.show().json().path("witness").path("at").asString()).isEqualTo(at);

        people.prechecked(1, PolicyOutcome.PERMIT);
        people.decided(2, PolicyOutcome.PERMIT);
        people.awaitState("AWAITING_DOCTOR");
        people.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class);
        assertThat(((DoctorAsked) people.published().getLast()).getRequest().getWitness())
                .isEqualTo("N0012");
    }
}
