package org.carecontact.notification.dispatch.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageAllowanceTest {

    private static final Instant T0 = Instant.parse("2026-11-23T04:00:00Z");

    private final MessageAllowance allowance = new MessageAllowance(2, 3);

    @Test
    void one_message_too_many_in_an_hour_waits_until_the_first_is_an_hour_old() {
        assertThat(allowance.take("a", T0)).isEmpty();
        assertThat(allowance.take("a", T0.plusSeconds(60))).isEmpty();
        assertThat(allowance.take("a", T0.plusSeconds(120))).hasValue(T0.plus(Duration.ofHours(1)));
        assertThat(allowance.take("a", T0.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void one_message_too_many_in_a_day_waits_until_the_first_is_a_day_old() {
        for (int hour = 0; hour < 6; hour += 2) {
            assertThat(allowance.take("a", T0.plus(Duration.ofHours(hour)))).isEmpty();
        }
        assertThat(allowance.take("a", T0.plus(Duration.ofHours(6)))).hasValue(T0.plus(Duration.ofDays(1)));
        assertThat(allowance.take("a", T0.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void an_allowance_is_one_message_an_hour_at_least_and_as_many_a_day() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageAllowance(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageAllowance(3, 2));
    }

    @Test
    void everybody_has_an_allowance_of_their_own() {
        allowance.take("a", T0);
        allowance.take("a", T0);

        assertThat(allowance.take("a", T0)).isPresent();
        assertThat(allowance.take("b", T0)).isEmpty();
    }
}
