package org.carecontact.notification.dispatch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.carecontact.notification.correspondence.domain.Trail;
import org.carecontact.notification.dispatch.domain.Choice.NoneOpen;
import org.carecontact.notification.dispatch.domain.Choice.Take;
import org.carecontact.notification.dispatch.domain.Choice.WaitUntil;
import org.carecontact.notification.dispatch.domain.Choice.Way;
import org.junit.jupiter.api.Test;

final class ChoiceTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Way FIRST = new Way("aliyun", "sms");
    private static final Way SECOND = new Way("tencent", "sms");
    private static final Way THIRD = new Way("account", "wechat");
    private static final List<Way> WAYS = List.of(FIRST, SECOND, THIRD);
    private static final Trail FRESH = new Trail("", 0, List.of());

    @Test
    void the_first_open_one_is_taken() {
        assertThat(Choice.of(WAYS, _ -> true, FRESH, NOW)).isEqualTo(new Take(FIRST));
        assertThat(Choice.of(WAYS, name -> !name.equals("aliyun"), FRESH, NOW)).isEqualTo(new Take(SECOND));
    }

    @Test
    void one_that_is_held_is_passed_over_until_its_time() {
        Trail trail = held("aliyun", 60);
        assertThat(Choice.of(WAYS, _ -> true, trail, NOW)).isEqualTo(new Take(SECOND));
        assertThat(Choice.of(WAYS, _ -> true, trail, NOW.plusSeconds(60))).isEqualTo(new Take(FIRST));
    }

    @Test
    void when_all_are_held_the_earliest_is_waited_for() {
        Trail trail = new Trail(
                "",
                0,
                List.of(
                        new Trail.Held("aliyun", NOW.plusSeconds(60)),
                        new Trail.Held("tencent", NOW.plusSeconds(30)),
                        new Trail.Held("account", NOW.plusSeconds(90))));
        assertThat(Choice.of(WAYS, _ -> true, trail, NOW)).isEqualTo(new WaitUntil(NOW.plusSeconds(30)));
        assertThat(Choice.of(WAYS, name -> !name.equals("tencent"), trail, NOW))
                .isEqualTo(new WaitUntil(NOW.plusSeconds(60)));
    }

    @Test
    void a_provider_that_is_stopped_is_not_waited_for() {
        assertThat(Choice.of(WAYS, _ -> false, held("aliyun", 60), NOW)).isEqualTo(new NoneOpen());
        assertThat(Choice.of(List.of(), _ -> true, FRESH, NOW)).isEqualTo(new NoneOpen());
    }

    @Test
    void another_provider_must_be_open_and_not_held() {
        List<Way> two = List.of(FIRST, SECOND);
        assertThat(Choice.isOtherProvider(two, FIRST, _ -> true, FRESH, NOW)).isTrue();
        assertThat(Choice.isOtherProvider(two, FIRST, name -> name.equals("aliyun"), FRESH, NOW))
                .isFalse();
        assertThat(Choice.isOtherProvider(two, FIRST, _ -> true, held("tencent", 1), NOW))
                .isFalse();
        assertThat(Choice.isOtherProvider(List.of(FIRST), FIRST, _ -> true, FRESH, NOW))
                .isFalse();
    }

    @Test
    void another_system_is_another_way_to_the_person_and_another_provider_of_the_same_is_none() {
        assertThat(Choice.isOtherSystem(List.of(FIRST, SECOND), FIRST)).isFalse();
        assertThat(Choice.isOtherSystem(WAYS, FIRST)).isTrue();
    }

    private static Trail held(String provider, long seconds) {
        return new Trail("", 0, List.of(new Trail.Held(provider, NOW.plusSeconds(seconds))));
    }
}
