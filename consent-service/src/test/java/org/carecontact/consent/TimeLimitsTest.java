package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.consent.SigningTest.isProblem;

import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentState;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service started again later on what it had written. */
class TimeLimitsTest extends ServiceTest {

    @Test
    void what_is_not_signed_lapses_and_what_was_signed_expires() {
        SampleEvents unsigned = world.asked();
        SampleEvents signed = world.asked();
        SampleEvents refused = world.asked();
        world.signed(signed, World.patient(signed));
        world.refuse(refused, World.patient(refused));
        Answer seen = world.read(unsigned, World.patient(unsigned));

        try (ConfigurableApplicationContext eightDaysLater = later("P8D")) {
            World then = new World(eightDaysLater);
            org.carecontact.events.Consent lapsed =
                    World.hears(unsigned, ConsentLapsed.class).getConsent();
            assertThat(lapsed.getState()).isEqualTo(ConsentState.LAPSED);
            assertThat(lapsed.getEndedAt()).isNotNull();
            assertThat(then.stored(signed).orElseThrow().state()).isInstanceOf(Consent.Signed.class);
            isProblem(world.askForCode(unsigned, World.patient(unsigned), seen), 409, "consent-over");
        }
        try (ConfigurableApplicationContext aYearLater = later("P366D")) {
            World then = new World(aYearLater);
            org.carecontact.events.Consent expired =
                    World.hears(signed, ConsentExpired.class).getConsent();
            assertThat(expired.getState()).isEqualTo(ConsentState.EXPIRED);
            assertThat(expired.getSignedAt()).isNotNull();
            then.awaitState(refused, Consent.Refused.class);
        }
        World.hears(signed, ConsentExpired.class);
        World.hears(unsigned, ConsentLapsed.class);
        World.hears(refused, ConsentRefused.class);
        assertThat(world.inForce(signed, World.patient(signed))).isFalse();
        assertThat(World.heard(unsigned)).hasSize(2);
        assertThat(World.heard(signed)).hasSize(4);
        assertThat(World.heard(refused)).hasSize(2);
        assertThat(world.get("/consents/" + signed.request() + "/receipt", World.patient(signed))
                        .status())
                .isEqualTo(200);
    }

    private ConfigurableApplicationContext later(String offset) {
        return another("--carecontact.clock.offset=" + offset);
    }
}
