package org.carecontact.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;

class LimitsTest {

    private static final RateProperties.Rate STANDARD = new RateProperties.Rate(120, 120);
    private final AtomicLong now = new AtomicLong();

    private Limits limits(int factor, int hospitalFactor) {
        return new Limits(
                new RateProperties(factor, hospitalFactor, STANDARD, Map.of("requests", new RateProperties.Rate(3, 6))),
                now::get);
    }

    private static Caller person(String hospital, String person) {
        return new Caller(hospital, Role.PATIENT, person, person, null, null, "");
    }

    private static long refusals(Limits limits, Caller caller, int calls) {
        long refused = 0;
        for (int i = 0; i < calls; i++) {
            try {
                limits.spend(caller, "requests");
            } catch (ErrorResponseException e) {
                assertThat(e.getStatusCode().value()).isEqualTo(429);
                refused++;
            }
        }
        return refused;
    }

    @Test
    void a_person_has_so_many_calls_and_gets_them_back_with_time() {
        Limits limits = limits(1, 50);
        Caller patient = person("tongren", "P1");
        assertThat(refusals(limits, patient, 5)).isEqualTo(2);
        ErrorResponseException refused =
                catchThrowableOfType(ErrorResponseException.class, () -> limits.spend(patient, "requests"));
        assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("10");
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(refusals(limits, patient, 2)).isEqualTo(1);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(refusals(limits, patient, 5)).isEqualTo(2);
    }

    @Test
    void another_person_another_hospital_and_another_action_have_their_own() {
        Limits limits = limits(1, 50);
        assertThat(refusals(limits, person("tongren", "P1"), 4)).isEqualTo(1);
        assertThat(refusals(limits, person("tongren", "P2"), 3)).isZero();
        assertThat(refusals(limits, person("yunyi", "P1"), 3)).isZero();
        assertThatCode(() -> limits.spend(person("tongren", "P1"), "commands")).doesNotThrowAnyException();
    }

    @Test
    void a_hospital_has_a_limit_as_a_whole() {
        Limits limits = limits(1, 2);
        for (int i = 0; i < 6; i++) {
            assertThat(refusals(limits, person("tongren", "P" + i), 1)).isZero();
        }
        assertThat(refusals(limits, person("tongren", "P9"), 1)).isEqualTo(1);
        assertThat(refusals(limits, person("yunyi", "P9"), 1)).isZero();
    }

    @Test
    void a_factor_raises_all_limits() {
        assertThat(refusals(limits(100, 50), person("tongren", "P1"), 300)).isZero();
    }
}
