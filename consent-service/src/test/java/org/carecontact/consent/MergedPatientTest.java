package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.events.RequestState;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;

/** What becomes of consents when a hospital merges the patient's number into another. */
class MergedPatientTest extends ServiceTest {

    @Test
    void the_survivor_signs_reads_the_receipt_and_withdraws() {
        SampleEvents scene = world.asked();
        String survivor = token(World.HOSPITAL, survivorOf(scene));
        assertThat(world.read(scene, survivor).status()).isEqualTo(404);

        carried(scene, survivorOf(scene), RequestState.AWAITING_CONSENT);
        awaitReadable(scene, survivor);

        assertThat(world.signed(scene, survivor).status()).isEqualTo(200);
        assertThat(world.inForce(scene, survivor)).isTrue();
        assertThat(receipt(scene, survivor).status()).isEqualTo(200);
        assertThat(world.withdraw(scene, survivor).status()).isEqualTo(200);
        assertThat(world.inForce(scene, survivor)).isFalse();
        assertThat(receipt(scene, survivor).status()).isEqualTo(200);
    }

    @Test
    void the_merged_numbers_token_keeps_what_it_had() {
        SampleEvents scene = world.asked();
        carried(scene, survivorOf(scene), RequestState.AWAITING_CONSENT);
        awaitReadable(scene, token(World.HOSPITAL, survivorOf(scene)));

        assertThat(world.signed(scene, World.patient(scene)).status()).isEqualTo(200);
    }

    @Test
    void nobody_else_gains_anything() {
        SampleEvents scene = world.asked();
        carried(scene, survivorOf(scene), RequestState.AWAITING_CONSENT);
        awaitReadable(scene, token(World.HOSPITAL, survivorOf(scene)));

        for (String stranger : new String[] {
            token(World.HOSPITAL, survivorOf(scene) + "0"),
            token("meiyan", survivorOf(scene)),
            World.token(World.HOSPITAL, "family", "F1").patient("P-other").build()
        }) {
            assertThat(world.read(scene, stranger).status()).isEqualTo(404);
            assertThat(world.withdraw(scene, stranger).status()).isEqualTo(404);
            assertThat(world.refuse(scene, stranger).status()).isEqualTo(404);
            assertThat(receipt(scene, stranger).status()).isEqualTo(404);
        }
    }

    @Test
    void a_merge_that_comes_before_the_question_is_remembered() {
        SampleEvents scene = world.scene();
        carried(scene, survivorOf(scene), RequestState.SUBMITTED);
        world.awaitState(scene, Consent.NotAsked.class);

        world.asked(scene, "PATIENT", "CONSENT");

        assertThat(world.signed(scene, token(World.HOSPITAL, survivorOf(scene))).status())
                .isEqualTo(200);
    }

    @Test
    void receipts_of_earlier_requests_follow_and_what_was_never_asked_leaves_no_document() {
        SampleEvents first = world.asked();
        world.signed(first, World.patient(first));
        SampleEvents redirected = first.next();
        SampleEvents newest = world.asked(redirected.next(), "PATIENT", "CONSENT");
        String survivor = token(World.HOSPITAL, survivorOf(first));

        carried(newest, survivorOf(first), RequestState.AWAITING_CONSENT);
        awaitReadable(newest, survivor);

        assertThat(receipt(first, survivor).status()).isEqualTo(200);
        assertThat(world.stored(redirected)).isEmpty();
    }

    @Test
    void a_merge_of_the_survivor_takes_the_consent_along_and_a_repetition_changes_nothing() {
        SampleEvents scene = world.asked();
        String last = survivorOf(scene) + "-2";
        carried(scene, survivorOf(scene), RequestState.AWAITING_CONSENT);
        carried(scene, last, RequestState.AWAITING_CONSENT);
        awaitReadable(scene, token(World.HOSPITAL, last));
        long version = world.stored(scene).orElseThrow().version();

        long again = carried(scene, last, RequestState.AWAITING_CONSENT);
        world.awaitApplied(scene, "request-service", again);

        assertThat(world.read(scene, token(World.HOSPITAL, survivorOf(scene))).status())
                .isEqualTo(404);
        assertThat(world.stored(scene).orElseThrow().version()).isEqualTo(version + 1);
        assertThat(World.heard(scene)).hasSize(1);
    }

    private Answer receipt(SampleEvents scene, String token) {
        return world.get("/consents/" + scene.request() + "/receipt", token);
    }

    private void awaitReadable(SampleEvents scene, String token) {
        Eventually.value(() -> world.read(scene, token).status(), status -> status == 200);
    }

    private static long carried(SampleEvents scene, String survivor, RequestState state) {
        return World.carried(scene, scene.carried(survivor, state));
    }

    private static String survivorOf(SampleEvents scene) {
        return scene.patient() + "-S";
    }

    private static String token(String hospital, String patient) {
        return World.token(hospital, "patient", patient).patient(patient).build();
    }
}
