package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.Alternative;
import org.carecontact.events.Assessment;
import org.carecontact.events.AutoAnswer;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Duplicate, late and reordered facts of policy-service and consent-service, over the real broker. */
class FactsFromKafkaTest extends RunningRequests {

    @Test
    void facts_that_come_twice_count_once() {
        People people = new People();
        people.submit();

        people.prechecked(1, PolicyOutcome.PERMIT);
        people.prechecked(1, PolicyOutcome.PERMIT);
        people.decided(2, PolicyOutcome.PERMIT);
        people.decided(2, PolicyOutcome.PERMIT);
        people.prechecked(1, PolicyOutcome.PERMIT);
        people.awaitState("AWAITING_DOCTOR");
        String until = people.show().text("until");
        people.decided(2, PolicyOutcome.DENY); // the same number again: not even read
        people.decided(3, PolicyOutcome.PERMIT, said -> said.setDecidedAt(Instant.parse("2026-03-02T08:00:00Z")));

        Eventually.value(() -> people.show().text("decidedAt"), "2026-03-02T08:00:00Z"::equals);
        assertThat(people.show().text("until")).isEqualTo(until);
        people.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class);
    }

    @Test
    void what_is_open_with_a_doctor_who_left_ends_with_alternatives() {
        People inContact = new People();
        inContact.untilGranted();
        People colleague = new People();
        colleague.untilGranted();
        Topic.Sender hospital = Topic.of(Topics.doctors(HOSPITAL)).as("hospital", HOSPITAL);
        // Where no doctor is listed as active anybody may be asked, so that other tests go on.
        hospital.send(inContact.says.doctorKey(), inContact.says.doctorListed(said -> said.setActive(false)));

        inContact.awaitState("ENDED");

        Answer ended = inContact.show();
        assertThat(ended.text("reason")).isEqualTo("doctor-left");
        assertThat(ended.json().path("alternatives")).isNotEmpty();
        assertThat(ended.json().path("contact").path("endedBy").asString()).isEqualTo("DEPARTURE");
        assertThat(colleague.show().text("state")).isEqualTo("GRANTED");
    }

    @Test
    void a_decision_that_overtakes_its_precheck_is_taken() {
        People people = new People();
        people.submit();

        people.decided(2, PolicyOutcome.PERMIT);
        people.prechecked(1, PolicyOutcome.PERMIT);

        people.awaitState("AWAITING_DOCTOR");
        people.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class);
    }

    @Test
    void a_withdrawal_that_overtakes_the_permit_wins() {
        People people = new People();
        people.submit();
        people.prechecked(1, PolicyOutcome.PERMIT);
        people.awaitState("AWAITING_CONSENT");

        publish(
                Topics.CONSENTS,
                people.pair,
                3,
                new ConsentWithdrawn(people.says(1).consent(ConsentState.WITHDRAWN, SampleEvents.unchanged())));
        people.awaitState("WITHDRAWN");
        people.decided(2, PolicyOutcome.PERMIT);
        people.submit(); // a second request, to see that its facts are taken and the first one's were
        publish(Topics.DECISIONS, people.pair, 3, prechecked(people, 2));

        awaitState(people, 2, "AWAITING_CONSENT");
        people.awaitPublished(ContactRequestSubmitted.class, RequestWithdrawn.class, ContactRequestSubmitted.class);
    }

    @Test
    void facts_about_an_older_request_leave_the_newer_one_alone() {
        People people = new People();
        people.submit();
        post("/requests/" + people.request(1) + "/withdrawal", people.patientToken, "{}");
        people.submit();

        people.decided(1, PolicyOutcome.PERMIT);
        people.decided(2, PolicyOutcome.DENY);
        publish(
                Topics.CONSENTS,
                people.pair,
                2,
                new ConsentWithdrawn(people.says(1).consent(ConsentState.WITHDRAWN, SampleEvents.unchanged())));
        publish(Topics.DECISIONS, people.pair, 3, prechecked(people, 2));
        publish(
                Topics.DECISIONS,
                people.pair,
                4,
                people.says(2).decided(PolicyOutcome.PERMIT, SampleEvents.unchanged()));

        awaitState(people, 2, "AWAITING_DOCTOR");
        people.awaitPublished(
                ContactRequestSubmitted.class,
                RequestWithdrawn.class,
                ContactRequestSubmitted.class,
                DoctorAsked.class);
        assertThat(people.show().text("state")).isEqualTo("WITHDRAWN");
    }

    @Test
    void what_the_doctors_rules_accept_is_granted_without_asking_and_the_doctor_sees_it() {
        People people = new People();
        people.signTerms();
        people.submit();
        people.decided(
                1,
                PolicyOutcome.PERMIT,
                said -> said.setAutoAnswer(new AutoAnswer("ACCEPT", null))
                        .setEarliestDelivery(Instant.now().plus(Duration.ofHours(9))));
        people.awaitState("GRANTED");

        people.awaitPublished(ContactRequestSubmitted.class, ContactGranted.class);
        ContactGranted granted = (ContactGranted) people.published().getLast();
        assertThat(granted.getRequest().getAnsweredBy()).isEqualTo("RULES");
        assertThat(people.show().text("answeredBy")).isEqualTo("RULES");
        assertThat(get("/requests/" + people.request(1), people.doctorToken).text("state"))
                .isEqualTo("GRANTED");
        assertThat(get("/requests?state=GRANTED", people.doctorToken).toString())
                .contains(people.request(1));
        assertThat(people.answer("{\"answer\":\"REFUSE\"}").problem()).isEqualTo("already-answered");
    }

    @Test
    void what_the_doctors_rules_refer_elsewhere_goes_there_and_an_answer_nobody_knows_asks_the_doctor() {
        People elsewhere = new People();
        elsewhere.submit();
        elsewhere.decided(
                1,
                PolicyOutcome.PERMIT,
                said -> said.setAutoAnswer(
                        new AutoAnswer("OFFER_ALTERNATIVE", new Alternative("CLINIC_PHONE", "tel:02160000000"))));
        elsewhere.awaitState("DECLINED");
        assertThat(elsewhere.show().json().path("alternatives").toString()).contains("tel:02160000000");

        People unknown = new People();
        unknown.submit();
        unknown.decided(1, PolicyOutcome.PERMIT, said -> said.setAutoAnswer(new AutoAnswer("ACCEPT_AND_PAY", null)));
        unknown.awaitState("AWAITING_DOCTOR");
    }

    static Stream<Arguments> ends() {
        Function<Consent, SpecificRecord> withdrawn = ConsentWithdrawn::new;
        Function<Consent, SpecificRecord> refused = ConsentRefused::new;
        Function<Consent, SpecificRecord> lapsed = ConsentLapsed::new;
        Function<Consent, SpecificRecord> expired = ConsentExpired::new;
        return Stream.of(
                Arguments.of("consent-withdrawn", withdrawn, "WITHDRAWN", RequestWithdrawn.class),
                Arguments.of("consent-refused", refused, "WITHDRAWN", RequestWithdrawn.class),
                Arguments.of("consent-lapsed", lapsed, "EXPIRED", RequestExpired.class),
                Arguments.of("consent-expired", expired, "EXPIRED", RequestExpired.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void the_end_of_a_consent_settles_the_open_request_and_ends_the_contact(
            String reason, Function<Consent, SpecificRecord> event, String state, Class<?> published) {
        People asked = new People();
        People granted = new People();
        asked.submit();
        granted.untilGranted();
        asked.decided(1, PolicyOutcome.PERMIT);
        asked.awaitState("AWAITING_DOCTOR");

        publish(
                Topics.CONSENTS,
                asked.pair,
                3,
                event.apply(asked.says.consent(ConsentState.UNKNOWN, SampleEvents.unchanged())));
        publish(
                Topics.CONSENTS,
                granted.pair,
                3,
                event.apply(granted.says.consent(ConsentState.UNKNOWN, SampleEvents.unchanged())));

        asked.awaitState(state);
        granted.awaitState("ENDED");
        assertThat(asked.show().text("reason")).isEqualTo(reason);
        assertThat(granted.show().json().path("contact").path("endedBy").asString())
                .isEqualTo("CONSENT");
        assertThat(asked.answer("{\"answer\":\"ACCEPT\"}").problem()).isEqualTo("already-settled");
        asked.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class, published);
        granted.awaitPublished(
                ContactRequestSubmitted.class, DoctorAsked.class, ContactGranted.class, ContactEnded.class);
    }

    @Test
    void a_deferral_is_shown_with_what_it_waits_for_and_published_to_nobody() {
        People people = new People();
        people.submit();

        people.decided(1, PolicyOutcome.DEFER, said -> said.setWaitsFor("ENCOUNTER_FINISHED"));
        Eventually.value(() -> people.show().text("waitsFor"), "ENCOUNTER_FINISHED"::equals);
        assertThat(people.show().text("state")).isEqualTo("AWAITING_CONSENT");
        assertThat(get("/requests?state=AWAITING_CONSENT", people.patientToken)
                        .json()
                        .path("items"))
                .hasSize(1);
        people.decided(2, PolicyOutcome.PERMIT);

        people.awaitState("AWAITING_DOCTOR");
        people.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class);
    }

    @Test
    void a_permit_for_later_is_delivered_when_its_time_comes() {
        People people = new People();
        people.submit();
        Instant earliest = Instant.now().plusSeconds(2);

        people.decided(1, PolicyOutcome.PERMIT, said -> said.setEarliestDelivery(earliest));

        people.awaitState("AWAITING_DELIVERY");
        assertThat(get("/requests/" + people.request(1), people.doctorToken).status())
                .isEqualTo(404);
        people.awaitState("AWAITING_DOCTOR");
        assertThat(Instant.parse(people.show().text("askedAt"))).isAfterOrEqualTo(earliest.minusMillis(1));
    }

    @Test
    void a_no_after_the_grant_ends_the_contact() {
        People people = new People();
        people.untilGranted();

        people.decided(3, PolicyOutcome.DENY);

        people.awaitState("ENDED");
        assertThat(people.show().json().path("contact").path("endedBy").asString())
                .isEqualTo("POLICY");
    }

    @Test
    void what_others_say_of_a_consent_costs_no_write() {
        People people = new People();
        people.submit();

        publish(
                Topics.CONSENTS,
                people.pair,
                1,
                new ConsentAsked(people.says(1).consent(ConsentState.ASKED, SampleEvents.unchanged())));
        publish(
                Topics.CONSENTS,
                people.pair,
                2,
                new ConsentSigned(people.says(1).consent(ConsentState.SIGNED, SampleEvents.unchanged())));
        publish(
                Topics.CONSENTS,
                people.pair,
                2,
                new ConsentWithdrawn(people.says(1).consent(ConsentState.WITHDRAWN, SampleEvents.unchanged())));

        people.awaitState("WITHDRAWN"); // number 2 would have been a duplicate if the signature had been written
    }

    @Test
    void a_decision_in_the_name_of_another_hospital_is_set_aside() {
        People people = new People();
        people.submit();

        people.decided(1, PolicyOutcome.PERMIT, said -> said.setHospital("meiyan"));

        String operator = token("operator", "O1", null);
        Eventually.holds(() -> get("/admin/parked", operator).json().toString().contains(people.pair));
        assertThat(people.show().text("state")).isEqualTo("SUBMITTED");
    }

    @Test
    void a_fact_about_a_request_that_is_not_of_its_patient_and_doctor_is_set_aside() {
        for (Consumer<Assessment.Builder> spoilt : List.<Consumer<Assessment.Builder>>of(
                said -> said.setPatient("P1"),
                said -> said.setDoctor("D1"),
                said -> said.setRequest("abcdefghijklmnopqrstuvwxyz-1"),
                said -> said.setRequest("no-request"))) {
            People people = new People();
            people.submit();

            people.decided(1, PolicyOutcome.PERMIT, spoilt);

            String operator = token("operator", "O1", null);
            Eventually.holds(() -> get("/admin/parked", operator).body().contains(people.pair));
            assertThat(people.show().text("state")).isEqualTo("SUBMITTED");
        }
    }

    @Test
    void the_end_of_a_consent_of_somebody_else_is_set_aside() {
        People people = new People();
        people.submit();

        publish(Topics.CONSENTS, people.pair, 1, people.says.consentWithdrawn(said -> said.setPatient("P1")));

        String operator = token("operator", "O1", null);
        Eventually.holds(() -> get("/admin/parked", operator).body().contains(people.pair));
        assertThat(people.show().text("state")).isEqualTo("SUBMITTED");
    }

    private void awaitState(People people, int which, String state) {
        Eventually.value(
                () -> get("/requests/" + people.request(which), people.patientToken)
                        .text("state"),
                state::equals);
    }

    private static SpecificRecord prechecked(People people, int which) {
        return people.says(which).prechecked(PolicyOutcome.PERMIT, SampleEvents.unchanged());
    }
}
