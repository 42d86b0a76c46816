package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carecontact.consent.SigningTest.isProblem;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.consent.World.Scene;
import org.carecontact.consent.domain.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestState;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.store.Stored;
import org.junit.jupiter.api.Test;

class KafkaEdgesTest extends ServiceTest {

    private static final Map<RequestState, Function<ContactRequest, SpecificRecord>> ENDS = Map.of(
            RequestState.WITHDRAWN, RequestWithdrawn::new,
            RequestState.EXPIRED, RequestExpired::new,
            RequestState.DECLINED, RequestDeclined::new,
            RequestState.REDIRECTED, RequestRedirected::new,
            RequestState.ENDED, ContactEnded::new);

    @Test
    void nobody_is_asked_when_the_withdrawal_of_the_request_comes_first() {
        Scene scene = world.scene();
        world.ended(scene, new RequestWithdrawn(World.request(scene, RequestState.WITHDRAWN)));
        world.awaitState(scene, Consent.Barred.class);

        long precheck = world.publish(
                "carecontact.decisions",
                "policy-service",
                scene,
                World.precheck(scene, "PATIENT", PolicyOutcome.PERMIT, "CONSENT"));
        world.awaitApplied(scene, "policy-service", precheck);

        assertThat(world.stored(scene)).map(Stored::state).get().isInstanceOf(Consent.Barred.class);
        isProblem(world.read(scene, World.patient(scene)), 404, "not-found");
        Scene later = World.next(scene);
        world.prechecked(later, "PATIENT", "CONSENT");
        world.hears(later, ConsentAsked.class); // same key, so whatever came before is on the topic
        assertThat(world.heard(scene)).isEmpty();
    }

    @Test
    void a_precheck_twice_and_once_more_under_a_new_number_asks_once() {
        Scene scene = world.scene();
        var precheck = World.precheck(scene, "PATIENT", PolicyOutcome.PERMIT, "CONSENT");
        long first = world.publish("carecontact.decisions", "policy-service", scene, precheck);
        world.publish("carecontact.decisions", "policy-service", scene, first, precheck);
        long again = world.publish("carecontact.decisions", "policy-service", scene, precheck);

        world.awaitApplied(scene, "policy-service", again);

        Scene later = World.next(scene);
        world.prechecked(later, "PATIENT", "CONSENT");
        world.hears(later, ConsentAsked.class);
        assertThat(world.heard(scene, ConsentAsked.class)).hasSize(1);
    }

    @Test
    void a_late_precheck_does_not_undo_a_signature() {
        Scene scene = world.asked();
        String patient = World.patient(scene);
        world.signed(scene, patient);

        long again = world.publish(
                "carecontact.decisions",
                "policy-service",
                scene,
                World.precheck(scene, "PATIENT", PolicyOutcome.PERMIT, "CONSENT"));
        world.awaitApplied(scene, "policy-service", again);

        assertThat(world.inForce(scene, patient)).isTrue();
    }

    @Test
    void a_precheck_that_does_not_permit_asks_nobody() {
        Scene scene = world.scene();
        for (PolicyOutcome outcome : List.of(PolicyOutcome.DENY, PolicyOutcome.DEFER, PolicyOutcome.UNKNOWN)) {
            world.publish(
                    "carecontact.decisions",
                    "policy-service",
                    scene,
                    World.precheck(scene, "PATIENT", outcome, "CONSENT"));
        }
        Scene later = World.next(scene);
        world.prechecked(later, "PATIENT", "CONSENT");

        world.awaitState(later, Consent.Asked.class);

        assertThat(world.stored(scene)).isEmpty();
    }

    @Test
    void every_end_of_the_request_closes_an_unsigned_consent_without_an_event() {
        ENDS.forEach((state, event) -> {
            Scene scene = world.asked();
            String patient = World.patient(scene);
            var read = world.read(scene, patient);

            world.ended(scene, event.apply(World.request(scene, state)));
            world.awaitState(scene, Consent.Closed.class);

            isProblem(world.askForCode(scene, patient, read), 409, "already-ended");
            assertThat(world.read(scene, patient).text("state")).isEqualTo("CLOSED");
            Scene later = World.next(scene);
            world.prechecked(later, "PATIENT", "CONSENT");
            world.hears(later, ConsentAsked.class);
            assertThat(world.heard(scene)).as(state.name()).hasSize(1);
        });
    }

    @Test
    void the_end_of_the_contact_closes_the_consent_and_keeps_the_evidence() {
        Scene scene = world.asked();
        String patient = World.patient(scene);
        var receipt = world.signed(scene, patient).body().path("receipt");

        world.ended(scene, new ContactEnded(World.request(scene, RequestState.ENDED)));
        world.awaitState(scene, Consent.Closed.class);

        assertThat(world.inForce(scene, patient)).isFalse();
        assertThat(world.get("/consents/" + scene.request() + "/receipt", patient)
                        .body())
                .isEqualTo(receipt);
        assertThat(world.read(scene, patient).body().path("documents").size()).isEqualTo(1);
        isProblem(world.withdraw(scene, patient), 409, "already-ended");
        assertThat(world.heard(scene)).hasSize(3);
    }

    @Test
    void a_grant_costs_no_write_here() {
        Scene scene = world.asked();
        world.signed(scene, World.patient(scene));
        long before = world.stored(scene).orElseThrow().version();

        world.ended(scene, new ContactGranted(World.request(scene, RequestState.GRANTED)));
        world.ended(scene, new ContactEnded(World.request(scene, RequestState.ENDED)));
        world.awaitState(scene, Consent.Closed.class);

        assertThat(world.stored(scene).orElseThrow().version()).isEqualTo(before + 1);
    }

    @Test
    void a_redirection_by_the_precheck_leaves_no_document() {
        Scene scene = world.scene();
        world.ended(scene, new RequestRedirected(World.request(scene, RequestState.REDIRECTED)));
        Scene later = World.next(scene);
        world.ended(later, new RequestWithdrawn(World.request(later, RequestState.WITHDRAWN)));

        world.awaitState(later, Consent.Barred.class);

        assertThat(world.stored(scene)).isEmpty();
    }

    @Test
    void the_end_of_one_request_leaves_the_pairs_next_one_alone() {
        Scene first = world.asked();
        Scene second = World.next(first);
        world.prechecked(second, "PATIENT", "CONSENT");
        world.awaitState(second, Consent.Asked.class);

        world.ended(first, new RequestWithdrawn(World.request(first, RequestState.WITHDRAWN)));
        world.awaitState(first, Consent.Closed.class);

        assertThat(world.read(second, World.patient(second)).text("state")).isEqualTo("ASKED");
    }

    @Test
    void a_precheck_that_makes_no_sense_is_parked_and_holds_up_nobody_else() {
        ParkedRecords parked = context.getBean(ParkedRecords.class);
        Scene robot = world.scene();
        Scene formless = world.scene();
        Scene foreign = world.scene();
        Scene fine = world.scene();
        world.prechecked(robot, "ROBOT", "CONSENT");
        world.prechecked(formless, "PATIENT", "SERVICE_AGREEMENT");
        world.publish(
                "carecontact.decisions",
                "policy-service",
                foreign,
                World.precheck(
                        new Scene(
                                foreign.hospital(),
                                foreign.patient(),
                                foreign.doctor(),
                                "a".repeat(26),
                                foreign.request()),
                        "PATIENT",
                        PolicyOutcome.PERMIT,
                        "CONSENT"));
        world.prechecked(fine, "PATIENT", "CONSENT");

        world.awaitState(fine, Consent.Asked.class);
        await().atMost(World.SOON)
                .untilAsserted(() -> assertThat(parked.list())
                        .extracting(ParkedRecords.ParkedKey::key)
                        .contains(
                                "carecontact.decisions:" + robot.pair(),
                                "carecontact.decisions:" + formless.pair(),
                                "carecontact.decisions:" + foreign.pair()));
        assertThat(world.stored(robot)).isEmpty();
        assertThat(world.stored(formless)).isEmpty();
    }
}
