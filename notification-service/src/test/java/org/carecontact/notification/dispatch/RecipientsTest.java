package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.recipients.PersonalKeys;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;

/** How people come to be reachable, and cease to be. */
final class RecipientsTest extends RunningNotifications {

    private static final String PATIENTS = Topics.patients(HOSPITAL);

    private final PersonalKeys keys = SERVICE.bean(PersonalKeys.class);
    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients = SERVICE.bean(
            Documents.class, RecipientCommand.class, Recipient.class, RecipientEvent.class, RecipientRejection.class);

    @Test
    void a_contact_point_is_stored_under_the_persons_own_key_only() throws Exception {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        Recipient.Reachable reachable = reachable(one);
        assertThat(keys.stored("tongren:PATIENT:" + one.patient, reachable.wrappedKey())
                        .open(reachable.points().getFirst().ciphertext()))
                .isEqualTo(one.patientsPhone);
        assertThat(recipient("tongren:PATIENT:" + one.patient).orElseThrow().toJson())
                .doesNotContain(one.patientsPhone);
    }

    @Test
    void a_tombstone_erases_key_and_contact_points_and_what_was_copied_before_stays_unreadable() {
        Case one = Case.at("tongren", pairs);
        known(one);
        String id = "tongren:PATIENT:" + one.patient;
        awaitRecipient(id);
        String ciphertext = reachable(one).points().getFirst().ciphertext();
        tombstone(PATIENTS, "tongren:" + one.patient);
        Eventually.holds(() -> state(one) instanceof Recipient.Erased);

        Document erased = recipient(id).orElseThrow().get("state", Document.class);
        assertThat(erased.keySet()).containsExactlyInAnyOrder("position", "_t");
        // Neither the installation's key nor another of the person's keys opens the copy.
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> keys.fresh(id).open(ciphertext));
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=FAILED(recipient-erased)");
        assertThat(PHONES.about(one.request)).isEmpty();
    }

    @Test
    void whoever_is_registered_again_after_an_erasure_is_reachable_again() {
        Case one = Case.at("tongren", pairs);
        patientKnown(one, "PATIENT", one.patientsPhone);
        tombstone(PATIENTS, "tongren:" + one.patient);
        Eventually.holds(() -> state(one) instanceof Recipient.Erased);
        patientKnown(one, "PATIENT", "13300133000");
        Eventually.holds(() -> state(one) instanceof Recipient.Reachable);
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(PHONES.about(one.request)).extracting(Phones.Call::to).containsExactly("13300133000");
    }

    @Test
    void a_new_number_replaces_the_old_one() {
        Case one = Case.at("tongren", pairs);
        patientKnown(one, "PATIENT", one.patientsPhone);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        String before = reachable(one).wrappedKey();
        patientKnown(one, "PATIENT", "13300133001");
        Eventually.holds(() -> !reachable(one).wrappedKey().equals(before));
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        assertThat(PHONES.about(one.request)).extracting(Phones.Call::to).containsExactly("13300133001");
    }

    @Test
    void a_hospital_that_speaks_for_another_ones_patient_is_not_heard() {
        Case one = Case.at("tongren", pairs);
        String key = "tongren:" + one.patient;
        registers("meiyan", one, registered(one, point(one, "PATIENT", "sms", one.patientsPhone)));
        awaitParked(Topics.patients("meiyan") + ":" + key);
        assertThat(recipient("tongren:PATIENT:" + one.patient)).isEmpty();
    }

    @Test
    void a_tombstone_for_another_hospitals_patient_erases_nobody() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        tombstone(Topics.patients("meiyan"), "tongren:" + one.patient);
        awaitParked(Topics.patients("meiyan") + ":tongren:" + one.patient);
        assertThat(state(one)).isInstanceOf(Recipient.Reachable.class);
    }

    @Test
    void a_contact_point_sealed_for_somebody_else_is_not_accepted() {
        Case one = Case.at("tongren", pairs);
        Case other = Case.at("tongren", pairs);
        patientKnown(one, point(other, "PATIENT", "sms", other.patientsPhone));
        awaitParked(PATIENTS + ":tongren:" + one.patient);
        assertThat(recipient("tongren:PATIENT:" + one.patient)).isEmpty();
    }

    @Test
    void a_department_on_the_topic_of_the_doctors_is_nobody_to_reach_and_holds_nobody_up() {
        Case one = Case.at("tongren", pairs);
        String key = one.says.doctorKey();
        Topic.of(Topics.doctors("tongren"))
                .as("hospital-gateway", "tongren")
                .send(
                        key,
                        key,
                        1,
                        DepartmentChanged.newBuilder()
                                .setHospital("tongren")
                                .setDepartment("cardiology")
                                .setName("心内科")
                                .setActive(true)
                                .setChangedAt(Instant.parse("2026-11-23T00:00:00Z"))
                                .build());
        known(one);
        // Behind it under the same key: it would wait if the department were poison.
        awaitRecipient("tongren:DOCTOR:" + one.doctor);
    }

    @Test
    void a_poison_record_holds_up_only_its_own_key() {
        Case one = Case.at("tongren", pairs);
        Case other = Case.at("tongren", pairs);
        Topic.send(new ProducerRecord<>(
                PATIENTS, ("tongren:" + one.patient).getBytes(StandardCharsets.UTF_8), new byte[] {9, 9, 9}));
        patientKnown(one, "PATIENT", one.patientsPhone);
        patientKnown(other, "PATIENT", other.patientsPhone);
        awaitRecipient("tongren:PATIENT:" + other.patient);
        awaitParked(PATIENTS + ":tongren:" + one.patient);
        assertThat(recipient("tongren:PATIENT:" + one.patient)).isEmpty();
    }

    @Test
    void an_event_of_a_schema_that_nobody_registered_holds_up_only_its_own_key() {
        Case one = Case.at("tongren", pairs);
        Case other = Case.at("tongren", pairs);
        Topic.send(
                new ProducerRecord<>(PATIENTS, ("tongren:" + one.patient).getBytes(StandardCharsets.UTF_8), new byte[] {
                    0, 0, 0, 9, 55, 1, 2, 3
                }));
        patientKnown(other, "PATIENT", other.patientsPhone);
        awaitRecipient("tongren:PATIENT:" + other.patient);
        awaitParked(PATIENTS + ":tongren:" + one.patient);
    }

    private static void tombstone(String topic, String key) {
        Topic.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), null));
    }

    private Recipient state(Case one) {
        Optional<Stored<Recipient>> stored = recipients.find("tongren", "tongren:PATIENT:" + one.patient);
        return stored.map(Stored::state).orElseGet(Recipient.Unheard::new);
    }

    private Recipient.Reachable reachable(Case one) {
        return (Recipient.Reachable) state(one);
    }
}
