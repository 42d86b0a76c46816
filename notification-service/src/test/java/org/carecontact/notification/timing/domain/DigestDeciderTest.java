package org.carecontact.notification.timing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.timing.domain.Digest.Member;
import org.carecontact.notification.timing.domain.Digest.Standing;
import org.carecontact.notification.timing.domain.DigestCommand.Claim;
import org.carecontact.notification.timing.domain.DigestCommand.Join;
import org.carecontact.notification.timing.domain.DigestCommand.Leave;
import org.carecontact.notification.timing.domain.DigestCommand.Settle;
import org.junit.jupiter.api.Test;

final class DigestDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final Member ONE = new Member("r-1", "CONTACT_ENDED/PATIENT/0");
    private static final Member TWO = new Member("r-2", "CONTACT_ENDED/PATIENT/0");
    private static final Member THREE = new Member("r-3", "REQUEST_EXPIRED/PATIENT/0");

    private final DigestDecider decider = new DigestDecider();

    @Test
    void the_first_of_several_carries_all_that_are_worth_telling() {
        Digest claimed = given(new Join(ONE), new Join(TWO), new Join(THREE), claim(ONE, ONE, TWO));
        assertThat(claimed.standing(ONE, NOW)).isEqualTo(new Standing.Carry(2));
        assertThat(claimed.standing(TWO, NOW)).isEqualTo(new Standing.Wait());
        assertThat(claimed.standing(THREE, NOW)).isEqualTo(new Standing.Alone());
    }

    @Test
    void one_that_waits_by_itself_goes_by_itself() {
        assertThat(given(new Join(ONE), claim(ONE, ONE)).standing(ONE, NOW)).isEqualTo(new Standing.Alone());
        assertThat(given(new Join(ONE), new Join(TWO), claim(ONE, ONE)).standing(ONE, NOW))
                .isEqualTo(new Standing.Alone());
        assertThat(Digest.NONE.standing(ONE, NOW)).isEqualTo(new Standing.Alone());
    }

    @Test
    void what_the_carrier_told_is_told_and_hears_it_once() {
        Digest told = given(new Join(ONE), new Join(TWO), claim(ONE, ONE, TWO), new Settle(ONE, true));
        assertThat(told.standing(TWO, NOW)).isEqualTo(new Standing.Told());
        assertThat(after(told, new Leave(TWO))).isEqualTo(Digest.NONE);
        assertThat(told.standing(ONE, NOW)).isEqualTo(new Standing.Alone());
    }

    @Test
    void a_carrier_that_fails_or_never_tells_leaves_the_others_to_themselves() {
        Digest claimed = given(new Join(ONE), new Join(TWO), claim(ONE, ONE, TWO));
        assertThat(after(claimed, new Settle(ONE, false)).standing(TWO, NOW)).isEqualTo(new Standing.Alone());
        Instant late = NOW.plus(Digest.PATIENCE).plusMillis(1);
        assertThat(claimed.standing(TWO, NOW.plus(Digest.PATIENCE))).isEqualTo(new Standing.Wait());
        assertThat(claimed.standing(TWO, late)).isEqualTo(new Standing.Alone());
    }

    @Test
    void what_has_become_pointless_never_asks_again_and_is_forgotten() {
        assertThat(given(new Join(ONE), new Join(TWO), new Join(THREE), claim(ONE, ONE)))
                .isEqualTo(given(new Join(ONE)));
        Digest told = given(new Join(ONE), new Join(TWO), claim(ONE, ONE, TWO), new Settle(ONE, true));
        assertThat(told.told()).containsExactly(TWO);
        assertThat(after(after(told, new Join(THREE)), claim(THREE, THREE))).isEqualTo(given(new Join(THREE)));
    }

    @Test
    void a_carrier_that_waited_too_long_itself_goes_by_itself_and_tells_of_nobody_else() {
        Digest claimed = given(new Join(ONE), new Join(TWO), claim(ONE, ONE, TWO));
        Instant late = NOW.plus(Digest.PATIENCE).plusMillis(1);
        assertThat(claimed.standing(ONE, late)).isEqualTo(new Standing.Alone());
        assertThat(claimed.has(ONE)).isTrue();
        Digest left = after(claimed, new Leave(ONE));
        assertThat(after(left, new Settle(ONE, true)).told()).isEmpty();
    }

    @Test
    void only_one_message_is_under_way_for_a_person() {
        Digest claimed = given(new Join(ONE), new Join(TWO), claim(ONE, ONE, TWO), new Join(THREE));
        assertThat(decider.decide(claimed, claim(THREE, ONE, TWO, THREE)))
                .isEqualTo(new Decision.Rejected<>(new DigestRejection()));
        assertThat(claimed.standing(THREE, NOW)).isEqualTo(new Standing.Alone());
    }

    @Test
    void the_same_again_changes_nothing() {
        Digest joined = given(new Join(ONE));
        for (DigestCommand again :
                List.of(new Join(ONE), new Settle(ONE, true), new Leave(TWO), claim(ONE, ONE), claim(TWO, ONE, TWO))) {
            assertThat(decider.decide(joined, again)).isEqualTo(new Decision.Rejected<>(new DigestRejection()));
        }
    }

    /** Whatever order things happen in: nobody is told twice, and nobody is left out for good. */
    @Test
    void each_notice_is_told_once() {
        List<Member> all = List.of(ONE, TWO, THREE);
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Digest digest = Digest.NONE;
            Map<Member, Integer> told = new HashMap<>();
            for (Member member : all) {
                digest = after(digest, new Join(member));
            }
            Instant now = NOW;
            for (int step = 0; step < 60 && told.size() < all.size(); step++) {
                now = now.plusSeconds(random.nextInt(600));
                Member member = all.get(random.nextInt(all.size()));
                if (told.containsKey(member)) {
                    continue;
                }
                if (digest.isWaiting(member)) {
                    digest = after(
                            digest,
                            new Claim(
                                    member,
                                    all.stream()
                                            .filter(each -> !told.containsKey(each))
                                            .toList(),
                                    now));
                }
                switch (digest.standing(member, now)) {
                    case Standing.Alone() -> {
                        digest = after(digest, new Leave(member));
                        told.merge(member, 1, Integer::sum);
                    }
                    case Standing.Carry(var count) -> {
                        boolean success = random.nextInt(3) > 0;
                        int others = digest.told().size();
                        digest = after(digest, new Settle(member, success));
                        assertThat(digest.told()).hasSize(success ? others + count - 1 : others);
                        if (success) {
                            told.merge(member, 1, Integer::sum);
                        }
                    }
                    case Standing.Told() -> {
                        digest = after(digest, new Leave(member));
                        told.merge(member, 1, Integer::sum);
                    }
                    case Standing.Wait() -> {}
                }
            }
            assertThat(told.values()).as("seed %s", seed).hasSize(all.size()).containsOnly(1);
        }
    }

    private static Claim claim(Member member, Member... worthTelling) {
        return new Claim(member, List.of(worthTelling), NOW);
    }

    private Digest given(DigestCommand... commands) {
        Digest digest = decider.initial();
        for (DigestCommand command : commands) {
            digest = after(digest, command);
        }
        return digest;
    }

    private Digest after(Digest before, DigestCommand command) {
        return switch (decider.decide(before, command)) {
            case Decision.Accepted<DigestEvent, DigestRejection>(var events) ->
                decider.evolve(before, events.getFirst());
            case Decision.Rejected<DigestEvent, DigestRejection> _ -> before;
        };
    }
}
