package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.events.RequestState;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;

final class GrantedFlowTest extends RunningNotifications {

    private static final Topic NOTIFICATIONS = Topic.of(Topics.NOTIFICATIONS);

    @Test
    void a_granted_flow_costs_four_calls_nine_document_writes_and_three_records() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);

        consent(one, one.consentAsked());
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENT");
        consent(one, one.codeIssued(seal, 1, "482913", Instant.now().plusSeconds(600)));
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENT", "SIGNING_CODE/PATIENT=SENT");
        request(one, one.doctorAsked());
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENT", "SIGNING_CODE/PATIENT=SENT", "DOCTOR_ASKED/DOCTOR=SENT");
        request(one, one.granted());
        awaitTold(
                one,
                "CONSENT_ASKED/PATIENT=SENT",
                "SIGNING_CODE/PATIENT=SENT",
                "DOCTOR_ASKED/DOCTOR=SENT",
                "CONTACT_GRANTED/PATIENT=SENT");

        assertThat(PHONES.about(one.request))
                .extracting(Phones.Call::to)
                .containsExactly(one.patientsPhone, one.patientsPhone, one.doctor, one.patientsPhone);
        assertThat(PHONES.about(one.request))
                .extracting(Phones.Call::key)
                .containsExactly(
                        one.request + "/CONSENT_ASKED/PATIENT/0",
                        one.request + "/SIGNING_CODE/PATIENT/1",
                        one.request + "/DOCTOR_ASKED/DOCTOR/0",
                        one.request + "/CONTACT_GRANTED/PATIENT/0");
        assertThat(PHONES.about(one.request).get(1).text()).contains("482913");
        Eventually.holds(() -> NOTIFICATIONS.records(one.pair).size() == 3);
        NotificationsSettled last =
                NOTIFICATIONS.events(one.pair, NotificationsSettled.class).getLast();
        assertThat(last.getNotifications()).hasSize(4).allMatch(told -> told.getProviderCalls() == 1);
        Eventually.passes(() -> {
            Document document = correspondence(one).orElseThrow();
            // 4 intents and 4 results; what clears the outbox does not touch the version.
            assertThat(document.getLong("v")).isEqualTo(8);
            assertThat(document.getList("outbox", Object.class)).isEqualTo(List.of());
            assertThat(document.get("due")).isNull();
        });
    }

    @Test
    void after_a_merge_the_survivors_telephone_is_called() {
        Case one = Case.at("tongren", pairs);
        Case survivor = Case.at("tongren", pairs);
        known(one);
        known(survivor);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        awaitRecipient("tongren:PATIENT:" + survivor.patient);
        consent(one, one.consentAsked());
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENT");

        request(one, one.says.carried(survivor.patient, RequestState.AWAITING_CONSENT));
        request(one, one.granted());

        awaitTold(one, "CONSENT_ASKED/PATIENT=SENT", "CONTACT_GRANTED/PATIENT=SENT");
        assertThat(PHONES.about(one.request))
                .extracting(Phones.Call::to)
                .containsExactly(one.patientsPhone, survivor.patientsPhone);
    }

    @Test
    void a_request_that_gave_way_to_another_of_a_merged_patient_is_told_in_words() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);

        request(one, one.says.requestWithdrawn(request -> request.setReason("other-request-stays")));

        awaitTold(one, "REQUEST_MERGED/PATIENT=SENT");
        assertThat(PHONES.about(one.request))
                .singleElement()
                .satisfies(call -> assertThat(call.text()).contains("合并"));
    }

    @Test
    void a_family_members_request_and_signature_cost_two_calls_and_four_writes_more_and_no_record() {
        Case one = Case.signedByGuardian("tongren", pairs);
        String familysPhone = "13900139999";
        patientKnown(one, point(one, "PATIENT", "sms", one.patientsPhone), point(one, "GUARDIAN", "sms", familysPhone));
        doctorKnown(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);

        request(one, one.submittedByFamily());
        awaitTold(one, "FAMILY_ASKED/PATIENT=SENT");
        consent(one, one.consentAsked());
        awaitTold(one, "FAMILY_ASKED/PATIENT=SENT", "CONSENT_ASKED/GUARDIAN=SENT");
        consent(one, one.codeIssued(seal, 1, "482913", Instant.now().plusSeconds(600)));
        awaitTold(one, "FAMILY_ASKED/PATIENT=SENT", "CONSENT_ASKED/GUARDIAN=SENT", "SIGNING_CODE/GUARDIAN=SENT");
        consent(one, one.consentSigned());
        awaitTold(
                one,
                "FAMILY_ASKED/PATIENT=SENT",
                "CONSENT_ASKED/GUARDIAN=SENT",
                "SIGNING_CODE/GUARDIAN=SENT",
                "FAMILY_SIGNED/PATIENT=SENT");
        request(one, one.doctorAsked());
        request(one, one.granted());
        awaitTold(
                one,
                "FAMILY_ASKED/PATIENT=SENT",
                "CONSENT_ASKED/GUARDIAN=SENT",
                "SIGNING_CODE/GUARDIAN=SENT",
                "FAMILY_SIGNED/PATIENT=SENT",
                "DOCTOR_ASKED/DOCTOR=SENT",
                "CONTACT_GRANTED/GUARDIAN=SENT");

        assertThat(PHONES.about(one.request))
                .extracting(Phones.Call::to)
                .containsExactly(
                        one.patientsPhone, familysPhone, familysPhone, one.patientsPhone, one.doctor, familysPhone);
        Eventually.holds(() -> NOTIFICATIONS.records(one.pair).size() == 3);
        Eventually.passes(() ->
                assertThat(correspondence(one).orElseThrow().getLong("v")).isEqualTo(12)); // 6 intents and 6 results
    }

    @Test
    void a_child_without_a_number_of_its_own_costs_no_second_attempt() {
        Case one = Case.signedByGuardian("tongren", pairs);
        patientKnown(one, "GUARDIAN", "13900138888");
        awaitRecipient("tongren:PATIENT:" + one.patient);

        request(one, one.submittedByFamily());

        awaitTold(one, "FAMILY_ASKED/PATIENT=FAILED(unknown-recipient)");
        assertThat(PHONES.about(one.request)).isEmpty();
    }

    @Test
    void patients_are_not_told_that_they_asked_or_signed_themselves() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);

        request(one, one.submitted());
        consent(one, one.consentSigned());
        request(one, one.declined());

        awaitTold(one, "REQUEST_DECLINED/PATIENT=SENT");
    }
}
