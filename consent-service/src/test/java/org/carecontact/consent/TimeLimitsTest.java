package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.consent.SigningTest.isProblem;

import org.carecontact.consent.World.Answer;
import org.carecontact.consent.World.Scene;
import org.carecontact.consent.domain.Consent;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentState;
import org.carecontact.kernel.codec.EventCodec;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service started again later on what it had written. */
class TimeLimitsTest extends ServiceTest {

    @Test
    void what_is_not_signed_lapses_and_what_was_signed_expires() {
        Scene unsigned = world.asked();
        Scene signed = world.asked();
        Scene refused = world.asked();
        world.signed(signed, World.patient(signed));
        world.refuse(refused, World.patient(refused));
        Answer seen = world.read(unsigned, World.patient(unsigned));

        try (var eightDaysLater = later("P8D")) {
            World then = new World(eightDaysLater, eightDaysLater.getBean(EventCodec.class));
            var lapsed = then.hears(unsigned, ConsentLapsed.class).getConsent();
            assertThat(lapsed.getState()).isEqualTo(ConsentState.LAPSED);
            assertThat(lapsed.getEndedAt()).isNotNull();
            assertThat(then.stored(signed).orElseThrow().state()).isInstanceOf(Consent.Signed.class);
            isProblem(world.askForCode(unsigned, World.patient(unsigned), seen), 409, "already-ended");
        }
        try (var aYearLater = later("P366D")) {
            World then = new World(aYearLater, aYearLater.getBean(EventCodec.class));
            var expired = then.hears(signed, ConsentExpired.class).getConsent();
            assertThat(expired.getState()).isEqualTo(ConsentState.EXPIRED);
            assertThat(expired.getSignedAt()).isNotNull();
            then.awaitState(refused, Consent.Refused.class);
        }
        world.hears(signed, ConsentExpired.class);
        world.hears(unsigned, ConsentLapsed.class);
        world.hears(refused, ConsentRefused.class);
        assertThat(world.inForce(signed, World.patient(signed))).isFalse();
        assertThat(world.heard(unsigned)).hasSize(2);
        assertThat(world.heard(signed)).hasSize(4);
        assertThat(world.heard(refused)).hasSize(2);
        assertThat(world.get("/consents/" + signed.request() + "/receipt", World.patient(signed))
                        .status())
                .isEqualTo(200);
    }

    private ConfigurableApplicationContext later(String offset) {
        return another("--carecontact.clock.offset=" + offset);
    }
}
