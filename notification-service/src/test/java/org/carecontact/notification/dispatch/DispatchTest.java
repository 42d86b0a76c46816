package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How a notice gets to a person, and what keeps it from going twice, wrongly or not at all. */
@ExtendWith(OutputCaptureExtension.class)
// Longer than 300 lines: one way of a notice after the other.
final class DispatchTest extends RunningNotifications {

    private final Dispatcher dispatcher = SERVICE.bean(Dispatcher.class);
    private final MeterRegistry meters = SERVICE.bean(MeterRegistry.class);

    @Test
    void an_event_that_comes_twice_calls_the_provider_once() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        request(one, one.doctorAsked(), 1);
        request(one, one.doctorAsked(), 1);
        request(one, one.granted(), 2);
        request(one, one.doctorAsked(), 1);
        request(one, one.granted(), 2);
        request(one, one.ended(), 3); // behind it nothing can be under way any more
        Eventually.holds(() -> notices(one).size() == 4
                && notices(one).stream().allMatch(notice -> notice.delivery().isSettled()));
        List<String> keys =
                PHONES.about(one.request).stream().map(Phones.Call::key).toList();
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(notices(one)).allMatch(notice -> notice.providerCalls() <= 1 && notice.unknownOutcomes() == 0);
    }

    @Test
    void a_writer_that_reports_after_the_call_was_recorded_causes_no_other() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        CountDownLatch open = new CountDownLatch(1);
        PHONES.answer(onlyFor(one, (call, exchange) -> {
            standStill(open);
            Phones.ACCEPT.to(call, exchange);
        }));
        request(one, one.doctorAsked());
        Eventually.holds(() -> !PHONES.about(one.request).isEmpty());
        Correspondence withIntent =
                correspondences.find("tongren", one.request).orElseThrow().state();
        open.countDown();
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=SENT");
        Eventually.holds(() -> underWay() == 0);
        dispatcher.take("tongren", one.request, withIntent);
        Eventually.holds(() -> underWay() == 0);
        assertThat(PHONES.about(one.request)).hasSize(1);
    }

    private double underWay() {
        return meters.get("carecontact.dispatch.under.way").gauge().value();
    }

    @Test
    void a_late_old_event_notifies_nobody() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        request(one, one.granted(), 5);
        awaitTold(one, "CONTACT_GRANTED/PATIENT=SENT");
        request(one, one.doctorAsked(), 4);
        request(one, one.ended(), 6);
        awaitTold(one, "CONTACT_GRANTED/PATIENT=SENT", "CONTACT_ENDED/PATIENT=SENT", "CONTACT_ENDED/DOCTOR=SENT");
    }

    @Test
    void a_provider_that_is_down_gets_the_message_when_it_is_back() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        phonesAreCut();
        try {
            request(one, one.doctorAsked());
            awaitTold(one, "DOCTOR_ASKED/DOCTOR=SENDING(provider-unreachable)");
        } finally {
            phonesHeal();
        }
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=SENT");
        assertThat(PHONES.about(one.request)).hasSize(1);
    }

    @Test
    void a_provider_that_stays_down_is_given_up_after_the_last_attempt_and_that_is_told() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        PHONES.answer(onlyFor(one, Phones.status(503, "")));
        request(one, one.doctorAsked());
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=FAILED(provider-answered-503)");
        assertThat(PHONES.about(one.request)).hasSize(16);
        assertThat(lastSettled(one).getNotifications().getFirst().getReason()).isEqualTo("provider-answered-503");
    }

    @Test
    void a_lost_answer_is_followed_by_a_call_with_the_same_key_and_both_are_counted() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        double repeatedBefore = repeatedCalls();
        AtomicInteger calls = new AtomicInteger();
        PHONES.answer(onlyFor(
                one,
                (call, exchange) ->
                        (calls.incrementAndGet() == 1 ? Phones.HANG_UP : Phones.ACCEPT).to(call, exchange)));
        request(one, one.doctorAsked());
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=SENT");
        assertThat(PHONES.about(one.request))
                .extracting(Phones.Call::key)
                .containsExactly(one.request + "/DOCTOR_ASKED/DOCTOR/0", one.request + "/DOCTOR_ASKED/DOCTOR/0");
        Notice notice = notices(one).getFirst();
        assertThat(notice.providerCalls()).isEqualTo(2);
        assertThat(notice.unknownOutcomes()).isEqualTo(1);
        assertThat(repeatedCalls() - repeatedBefore).isEqualTo(1);
    }

    @Test
    void a_result_that_could_not_be_written_at_first_is_written_later_without_another_call() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        PHONES.answer(onlyFor(one, (call, exchange) -> {
            mongoIsCut();
            Phones.ACCEPT.to(call, exchange);
        }));
        request(one, one.doctorAsked());
        Eventually.holds(() -> !PHONES.about(one.request).isEmpty());
        assertThat(correspondence(one)).asString().contains("Sending");
        mongoHeals();
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=SENT");
        assertThat(PHONES.about(one.request)).hasSize(1);
        assertThat(notices(one).getFirst().unknownOutcomes()).isZero();
    }

    @Test
    void a_refused_person_is_a_state_of_the_channel_and_is_not_asked_again() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        PHONES.answer(onlyFor(one, Phones.status(422, "{\"reason\":\"unsubscribed\"}")));
        request(one, one.doctorAsked());
        awaitTold(one, "DOCTOR_ASKED/DOCTOR=FAILED(unsubscribed)");
        PHONES.answer(Phones.ACCEPT);
        request(one, one.ended());
        awaitTold(
                one,
                "DOCTOR_ASKED/DOCTOR=FAILED(unsubscribed)",
                "CONTACT_ENDED/PATIENT=SENT",
                "CONTACT_ENDED/DOCTOR=FAILED(unsubscribed)");
        assertThat(PHONES.about(one.request).stream().filter(call -> call.to().equals(one.doctor)))
                .hasSize(1);
    }

    @Test
    void a_person_refused_by_one_system_is_reached_by_the_next() {
        Case one = Case.at("tongren", pairs);
        patientKnown(
                one,
                point(one, "PATIENT", "sms", one.patientsPhone),
                point(one, "PATIENT", "wechat", "openid-" + one.patient));
        awaitRecipient("tongren:PATIENT:" + one.patient);
        PHONES.answer(onlyFor(
                one,
                (call, exchange) -> (call.system().equals("sms")
                                ? Phones.status(422, "{\"reason\":\"unknown-number\"}")
                                : Phones.ACCEPT)
                        .to(call, exchange)));
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(PHONES.about(one.request)).extracting(Phones.Call::system).containsExactly("sms", "wechat");
        assertThat(PHONES.about(one.request)).extracting(Phones.Call::key).doesNotHaveDuplicates();
        assertThat(notices(one).getFirst().system()).isEqualTo("wechat");
    }

    @Test
    void what_waits_is_not_sent_after_the_withdrawal() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        phonesAreCut();
        try {
            request(one, one.doctorAsked());
            awaitTold(one, "DOCTOR_ASKED/DOCTOR=SENDING(provider-unreachable)");
            request(one, one.withdrawn());
            awaitTold(one, "DOCTOR_ASKED/DOCTOR=SUPPRESSED(withdrawn)");
        } finally {
            phonesHeal();
        }
        assertThat(PHONES.about(one.request)).isEmpty();
        assertThat(lastSettled(one).getNotifications().getFirst().getReason()).isEqualTo("withdrawn");
    }

    @Test
    void what_had_to_queue_is_checked_again_before_the_call() throws Exception {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
        List<Case> slow =
                IntStream.range(0, 16).mapToObj(i -> Case.at("tongren", pairs)).toList();
        slow.forEach(this::known);
        slow.forEach(each -> awaitRecipient("tongren:DOCTOR:" + each.doctor));
        CountDownLatch open = new CountDownLatch(1);
        PHONES.answer((call, exchange) -> {
            standStill(open);
            Phones.ACCEPT.to(call, exchange);
        });
        // Sixteen calls at once are allowed here: these take all places.
        slow.forEach(each -> request(each, each.doctorAsked()));
        Eventually.holds(
                () -> slow.stream().allMatch(each -> !PHONES.about(each.request).isEmpty()));
        consent(one, one.consentAsked());
        Eventually.holds(() -> notices(one).size() == 1);
        consent(one, one.consentWithdrawn());
        Eventually.holds(() ->
                correspondence(one).filter(stored -> stored.getLong("v") == 2).isPresent());
        open.countDown();
        awaitTold(one, "CONSENT_ASKED/PATIENT=SUPPRESSED(consent-over)");
        assertThat(PHONES.about(one.request)).isEmpty();
    }

    @Test
    void a_code_that_expired_is_not_sent() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        consent(one, one.codeIssued(seal, 1, "771203", Instant.now().minusSeconds(1)));
        awaitTold(one, "SIGNING_CODE/PATIENT=SUPPRESSED(code-expired)");
        assertThat(PHONES.about(one.request)).isEmpty();
    }

    @Test
    void a_notice_waits_for_a_patient_whom_the_hospital_registers_late() {
        Case one = Case.at("tongren", pairs);
        consent(one, one.consentAsked());
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENDING(unknown-recipient)");
        known(one);
        awaitTold(one, "CONSENT_ASKED/PATIENT=SENT");
        assertThat(notices(one).getFirst().providerCalls()).isEqualTo(1);
    }

    @Test
    void a_notice_to_somebody_who_never_gets_known_is_given_up() {
        Case one = Case.at("tongren", pairs);
        consent(one, one.consentAsked());
        awaitTold(one, "CONSENT_ASKED/PATIENT=FAILED(unknown-recipient)");
        assertThat(PHONES.about(one.request)).isEmpty();
    }

    @Test
    void a_guardian_gets_what_the_signer_gets_and_the_patient_does_not() {
        Case one = Case.signedByGuardian("tongren", pairs);
        patientKnown(one, "GUARDIAN", one.patientsPhone);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        consent(one, one.consentAsked());
        consent(one, one.codeIssued(seal, 1, "110022", Instant.now().plusSeconds(600)));
        awaitTold(one, "CONSENT_ASKED/GUARDIAN=SENT", "SIGNING_CODE/GUARDIAN=SENT");
        request(one, one.declined());
        awaitTold(one, "CONSENT_ASKED/GUARDIAN=SENT", "SIGNING_CODE/GUARDIAN=SENT", "REQUEST_DECLINED/GUARDIAN=SENT");
    }

    @Test
    void a_request_that_is_not_of_its_hospital_notifies_nobody() {
        Case one = Case.at("tongren", pairs);
        Case forged = one.saidToBeAt("meiyan");
        request(forged, forged.redirected());
        awaitParked(Topics.REQUESTS + ":" + one.pair);
        assertThat(notices(one)).isEmpty();
        assertThat(notices(forged)).isEmpty();
    }

    @Test
    void no_contact_point_code_or_text_is_stored_published_or_logged(CapturedOutput output) {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        AtomicInteger calls = new AtomicInteger();
        PHONES.answer(onlyFor(
                one,
                (call, exchange) -> (switch (calls.incrementAndGet()) {
                            case 1 -> Phones.HANG_UP;
                            case 2 -> Phones.status(500, call.to() + " " + call.text());
                            case 3 -> Phones.status(503, call.to());
                            default -> Phones.ACCEPT;
                        })
                        .to(call, exchange)));
        consent(one, one.codeIssued(seal, 1, "930571", Instant.now().plusSeconds(600)));
        awaitTold(one, "SIGNING_CODE/PATIENT=SENT");
        PHONES.answer(onlyFor(one, Phones.status(422, "{\"reason\":\"" + one.doctorsPhone + "\"}")));
        request(one, one.doctorAsked());
        awaitTold(one, "SIGNING_CODE/PATIENT=SENT", "DOCTOR_ASKED/DOCTOR=FAILED(refused)");
        assertThat(lastSettled(one).getNotifications()).hasSize(2);

        List<String> secrets = List.of(one.patientsPhone, one.doctorsPhone, "930571", "CareContact】");
        StringBuilder seen = new StringBuilder(output.getAll());
        Topic.of(Topics.NOTIFICATIONS)
                .records(one.pair)
                .forEach(record -> seen.append(new String(record.value(), StandardCharsets.UTF_8))
                        .append(record.headers()));
        for (String name : List.of("correspondences", "recipients", "parked")) {
            collection(name).find().forEach(document -> seen.append(document.toJson()));
        }
        assertThat(seen.toString()).contains(one.request).doesNotContain(secrets);
    }

    private double repeatedCalls() {
        return meters.get("carecontact.provider.calls.repeated").counter().count();
    }

    private static NotificationsSettled lastSettled(Case one) {
        return Topic.of(Topics.NOTIFICATIONS)
                .expect(one.pair, NotificationsSettled.class, 1)
                .getLast();
    }

    private static Phones.Answer onlyFor(Case one, Phones.Answer answer) {
        return (call, exchange) -> (call.request().equals(one.request) ? answer : Phones.ACCEPT).to(call, exchange);
    }

    private static void standStill(CountDownLatch latch) throws IOException {
        try {
            boolean _ = latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
