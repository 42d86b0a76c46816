package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carecontact.consent.SigningTest.isProblem;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestState;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.store.Stored;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KafkaEdgesTest extends ServiceTest {

    private static final Map<RequestState, Function<ContactRequest, SpecificRecord>> ENDS = Map.of(
            RequestState.WITHDRAWN, RequestWithdrawn::new,
            RequestState.EXPIRED, RequestExpired::new,
            RequestState.DECLINED, RequestDeclined::new,
            RequestState.REDIRECTED, RequestRedirected::new,
            RequestState.ENDED, ContactEnded::new);

    @Test
    void nobody_is_asked_when_the_withdrawal_of_the_request_comes_first() {
        SampleEvents scene = world.scene();
        World.ended(scene, new RequestWithdrawn(scene.request(RequestState.WITHDRAWN, SampleEvents.unchanged())));
        world.awaitState(scene, Consent.Barred.class);

        long precheck = World.decisions(scene)
                .send(scene.pair(), World.precheck(scene, "PATIENT", PolicyOutcome.PERMIT, "CONSENT"));
        world.awaitApplied(scene, "policy-service", precheck);

        assertThat(world.stored(scene)).map(Stored::state).get().isInstanceOf(Consent.Barred.class);
        isProblem(world.read(scene, World.patient(scene)), 404, "not-found");
        SampleEvents later = scene.next();
        world.prechecked(later, "PATIENT", "CONSENT");
        World.hears(later, ConsentAsked.class); // same key, so whatever came before is on the topic
        assertThat(World.heard(scene)).isEmpty();
    }

    @Test
    void a_precheck_twice_and_once_more_under_a_new_number_asks_once() {
        SampleEvents scene = world.scene();
        PolicyPrechecked precheck = World.precheck(scene, "PATIENT", PolicyOutcome.PERMIT, "CONSENT");
        long first = World.decisions(scene).send(scene.pair(), precheck);
        World.decisions(scene).send(scene.pair(), scene.pair(), first, precheck);
        long again = World.decisions(scene).send(scene.pair(), precheck);

        world.awaitApplied(scene, "policy-service", again);

        SampleEvents later = scene.next();
        world.prechecked(later, "PATIENT", "CONSENT");
        World.hears(later, ConsentAsked.class);
        assertThat(World.heard(scene, ConsentAsked.class)).hasSize(1);
    }

    @Test
    void a_late_precheck_does_not_undo_a_signature() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        world.signed(scene, patient);

        long again = World.decisions(scene)
                .send(scene.pair(), World.precheck(scene, "PATIENT", PolicyOutcome.PERMIT, "CONSENT"));
        world.awaitApplied(scene, "policy-service", again);

        assertThat(world.inForce(scene, patient)).isTrue();
    }

    @Test
    void a_precheck_that_does_not_permit_asks_nobody() {
        SampleEvents scene = world.scene();
        for (PolicyOutcome outcome : List.of(PolicyOutcome.DENY, PolicyOutcome.DEFER, PolicyOutcome.UNKNOWN)) {
            World.decisions(scene).send(scene.pair(), World.precheck(scene, "PATIENT", outcome, "CONSENT"));
        }
        SampleEvents later = scene.next();
        world.prechecked(later, "PATIENT", "CONSENT");

        world.awaitState(later, Consent.Asked.class);

        assertThat(world.stored(scene)).isEmpty();
    }

    @Test
    void every_end_of_the_request_closes_an_unsigned_consent_without_an_event() {
        ENDS.forEach((state, event) -> {
            SampleEvents scene = world.asked();
            String patient = World.patient(scene);
            Answer read = world.read(scene, patient);

            World.ended(scene, event.apply(scene.request(state, SampleEvents.unchanged())));
            world.awaitState(scene, Consent.Closed.class);

            isProblem(world.askForCode(scene, patient, read), 409, "consent-over");
            assertThat(world.read(scene, patient).text("state")).isEqualTo("CLOSED");
            SampleEvents later = scene.next();
            world.prechecked(later, "PATIENT", "CONSENT");
            World.hears(later, ConsentAsked.class);
            assertThat(World.heard(scene)).as(state.name()).hasSize(1);
        });
    }

    @Test
    void the_end_of_the_contact_closes_the_consent_and_keeps_the_evidence() {
        SampleEvents scene = world.asked();
        String patient = World.patient(scene);
        JsonNode receipt = world.signed(scene, patient).json().path("receipt");

        World.ended(scene, new ContactEnded(scene.request(RequestState.ENDED, SampleEvents.unchanged())));
        world.awaitState(scene, Consent.Closed.class);

        assertThat(world.inForce(scene, patient)).isFalse();
        assertThat(world.get("/consents/" + scene.request() + "/receipt", patient)
                        .json())
                .isEqualTo(receipt);
        assertThat(world.read(scene, patient).json().path("documents").size()).isEqualTo(1);
        isProblem(world.withdraw(scene, patient), 409, "consent-over");
        assertThat(World.heard(scene)).hasSize(3);
    }

    @Test
    void a_grant_costs_no_write_here() {
        SampleEvents scene = world.asked();
        world.signed(scene, World.patient(scene));
        long before = world.stored(scene).orElseThrow().version();

        World.ended(scene, new ContactGranted(scene.request(RequestState.GRANTED, SampleEvents.unchanged())));
        World.ended(scene, new ContactEnded(scene.request(RequestState.ENDED, SampleEvents.unchanged())));
        world.awaitState(scene, Consent.Closed.class);

        assertThat(world.stored(scene).orElseThrow().version()).isEqualTo(before + 1);
    }

    @Test
    void a_redirection_by_the_precheck_leaves_no_document() {
        SampleEvents scene = world.scene();
        World.ended(scene, new RequestRedirected(scene.request(RequestState.REDIRECTED, SampleEvents.unchanged())));
        SampleEvents later = scene.next();
        World.ended(later, new RequestWithdrawn(later.request(RequestState.WITHDRAWN, SampleEvents.unchanged())));

        world.awaitState(later, Consent.Barred.class);

        assertThat(world.stored(scene)).isEmpty();
    }

    @Test
    void the_end_of_one_request_leaves_the_pairs_next_one_alone() {
        SampleEvents first = world.asked();
        SampleEvents second = first.next();
        world.prechecked(second, "PATIENT", "CONSENT");
        world.awaitState(second, Consent.Asked.class);

        World.ended(first, new RequestWithdrawn(first.request(RequestState.WITHDRAWN, SampleEvents.unchanged())));
        world.awaitState(first, Consent.Closed.class);

        assertThat(world.read(second, World.patient(second)).text("state")).isEqualTo("ASKED");
    }

    @Test
    void a_precheck_that_makes_no_sense_is_parked_and_holds_up_nobody_else() {
        ParkedRecords parked = context.getBean(ParkedRecords.class);
        SampleEvents robot = world.scene();
        SampleEvents formless = world.scene();
        SampleEvents ofDoctors = world.scene();
        SampleEvents foreign = world.scene();
        SampleEvents nearly = world.scene();
        SampleEvents strange = world.scene();
        SampleEvents nobody = world.scene();
        SampleEvents fine = world.scene();
        world.prechecked(robot, "ROBOT", "CONSENT");
        world.prechecked(formless, "PATIENT", "SERVICE_AGREEMENT");
        world.prechecked(ofDoctors, "PATIENT", "CONSENT", "DOCTOR_TERMS");
        World.decisions(foreign)
                .send(
                        foreign.pair(),
                        foreign.prechecked(PolicyOutcome.PERMIT, precheck -> precheck.setPair("a".repeat(26))));
        World.decisions(nearly)
                .send(
                        nearly.pair(),
                        nearly.prechecked(
                                PolicyOutcome.PERMIT,
                                precheck -> precheck.setDoctor(fine.doctor().value())));
        World.decisions(nobody)
                .send(nobody.pair(), nobody.prechecked(PolicyOutcome.PERMIT, precheck -> precheck.setPatient("")));
        World.ended(
                strange,
                new RequestWithdrawn(strange.request(
                        RequestState.WITHDRAWN,
                        withdrawn -> withdrawn.setDoctor(fine.doctor().value()))));
        world.prechecked(fine, "PATIENT", "CONSENT");

        world.awaitState(fine, Consent.Asked.class);
        await().atMost(Eventually.LIMIT)
                .untilAsserted(() -> assertThat(parked.list())
                        .extracting(ParkedRecords.ParkedKey::key)
                        .contains(
                                "carecontact.decisions:" + robot.pair(),
                                "carecontact.decisions:" + formless.pair(),
                                "carecontact.decisions:" + ofDoctors.pair(),
                                "carecontact.decisions:" + foreign.pair(),
                                "carecontact.decisions:" + nearly.pair(),
                                "carecontact.decisions:" + nobody.pair(),
                                "carecontact.requests:" + strange.pair()));
        assertThat(world.stored(robot)).isEmpty();
        assertThat(world.stored(formless)).isEmpty();
        assertThat(world.stored(ofDoctors)).isEmpty();
        assertThat(world.stored(nearly)).isEmpty();
        assertThat(world.stored(strange)).isEmpty();
    }
}
