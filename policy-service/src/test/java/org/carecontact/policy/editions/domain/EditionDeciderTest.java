package org.carecontact.policy.editions.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.editions.domain.EditionCommand.Activate;
import org.carecontact.policy.editions.domain.EditionCommand.Install;
import org.carecontact.policy.editions.domain.EditionCommand.Publish;
import org.carecontact.policy.editions.domain.EditionCommand.RollBack;
import org.carecontact.policy.editions.domain.EditionCommand.WithdrawActivation;
import org.junit.jupiter.api.Test;

/** P6: versions never change, need two persons, and hold from a moment on. */
class EditionDeciderTest {

    private static final Instant NOW = Given.MONDAY_10;
    private static final Instant NEXT_WEEK = NOW.plus(Duration.ofDays(7));

    private final EditionDecider decider = new EditionDecider();

    @Test
    void what_came_with_the_installation_holds_and_is_installed_once() {
        Editions installed = after(Editions.NONE, new Install(1, "one", Instant.EPOCH, NOW));
        assertThat(inForce(installed, NOW)).isEqualTo(1);
        assertThat(after(installed, new Install(1, "one", Instant.EPOCH, NOW))).isEqualTo(installed);
        refused(installed, new Install(1, "another", Instant.EPOCH, NOW), new EditionRejection.VersionTaken(1));
    }

    @Test
    void a_published_version_holds_when_another_person_says_so() {
        Editions two = published();
        assertThat(inForce(two, NOW)).isEqualTo(1);
        refused(two, new Activate(2, NOW, "A", NOW), new EditionRejection.NeedsAnotherPerson());
        assertThat(inForce(after(two, new Activate(2, NOW, "B", NOW)), NOW)).isEqualTo(2);
    }

    @Test
    void versions_never_change_and_only_go_up() {
        refused(published(), new Publish(2, "other", "A", NOW), new EditionRejection.VersionTaken(2));
        Editions five = after(published(), new Publish(5, "five", "A", NOW));
        refused(five, new Publish(4, "four", "A", NOW), new EditionRejection.VersionTooLow(5));
        refused(five, new Activate(4, NOW, "B", NOW), new EditionRejection.NoSuchVersion(5));
    }

    @Test
    void a_version_begins_on_its_day_and_an_urgent_one_may_precede_it() {
        Editions scheduled = after(published(), new Activate(2, NEXT_WEEK, "B", NOW));
        assertThat(inForce(scheduled, NOW)).isEqualTo(1);
        assertThat(inForce(scheduled, NEXT_WEEK)).isEqualTo(2);
        assertThat(scheduled.nextChange(NOW)).hasValue(NEXT_WEEK);
        Editions three = after(scheduled, new Publish(3, "three", "A", NOW));
        refused(three, new Activate(3, NEXT_WEEK, "B", NOW), new EditionRejection.Overlaps(2, NEXT_WEEK));
        Editions urgent = after(three, new Activate(3, NOW, "B", NOW));
        assertThat(inForce(urgent, NOW)).isEqualTo(3);
        assertThat(inForce(urgent, NEXT_WEEK)).isEqualTo(2);
        Editions back = after(urgent, new RollBack("A", NEXT_WEEK.plusSeconds(1)));
        assertThat(inForce(back, NEXT_WEEK.plusSeconds(1))).isEqualTo(3);
        Instant later = NEXT_WEEK.plusSeconds(1);
        assertThat(inForce(after(three, new Activate(3, later, "B", NOW)), later))
                .isEqualTo(3);
    }

    @Test
    void what_is_scheduled_is_taken_back_by_another_person_and_only_until_it_holds() {
        Editions scheduled = after(published(), new Activate(2, NEXT_WEEK, "B", NOW));
        refused(scheduled, new WithdrawActivation(2, "B", NOW), new EditionRejection.NeedsAnotherPersonToWithdraw());
        Editions withdrawn = after(scheduled, new WithdrawActivation(2, "A", NOW));
        assertThat(inForce(withdrawn, NEXT_WEEK)).isEqualTo(1);
        assertThat(withdrawn.withdrawals()).containsExactly(new Editions.Withdrawal(2, NEXT_WEEK, "A", NOW));
        assertThat(withdrawn.nextChange(NOW)).isEmpty();
        refused(withdrawn, new WithdrawActivation(2, "A", NOW), new EditionRejection.NothingScheduled(2));
        assertThat(inForce(after(withdrawn, new Activate(2, NEXT_WEEK, "C", NOW)), NEXT_WEEK))
                .isEqualTo(2);
        refused(scheduled, new WithdrawActivation(2, "A", NEXT_WEEK), new EditionRejection.NothingScheduled(2));
        refused(scheduled, new WithdrawActivation(1, "A", NOW), new EditionRejection.NothingScheduled(1));
    }

    @Test
    void a_roll_back_undoes_one_replacement_at_a_time() {
        Editions three = after(
                after(after(published(), new Activate(2, NOW, "B", NOW)), new Publish(3, "three", "A", NOW)),
                new Activate(3, NOW, "B", NOW));
        Editions once = after(three, new RollBack("A", NOW.plusSeconds(1)));
        assertThat(inForce(once, NOW.plusSeconds(1))).isEqualTo(2);
        Editions twice = after(once, new RollBack("A", NOW.plusSeconds(2)));
        assertThat(inForce(twice, NOW.plusSeconds(2))).isEqualTo(1);
        refused(twice, new RollBack("A", NOW.plusSeconds(3)), new EditionRejection.NothingBefore());
    }

    @Test
    void a_version_in_force_is_not_activated_again() {
        Editions two = after(published(), new Activate(2, NOW, "B", NOW));
        refused(two, new Activate(2, NOW, "B", NOW), new EditionRejection.AlreadyInForce());
    }

    @Test
    void a_roll_back_puts_the_version_before_into_force_and_the_first_has_none() {
        Editions two = after(published(), new Activate(2, NOW, "B", NOW));
        Editions back = after(two, new RollBack("A", NOW.plusSeconds(1)));
        assertThat(inForce(back, NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(inForce(back, NOW)).isEqualTo(2);
        refused(back, new RollBack("A", NOW.plusSeconds(2)), new EditionRejection.NothingBefore());
    }

    private Editions published() {
        return after(after(Editions.NONE, new Install(1, "one", Instant.EPOCH, NOW)), new Publish(2, "two", "A", NOW));
    }

    private static int inForce(Editions editions, Instant moment) {
        Editions.Activation active = editions.inForce(moment);
        return active == null ? 0 : active.version();
    }

    private Editions after(Editions editions, EditionCommand command) {
        return switch (decider.decide(editions, command)) {
            case Decision.Accepted<EditionEvent, EditionRejection>(var events) -> {
                Editions next = editions;
                for (EditionEvent event : events) {
                    next = decider.evolve(next, event);
                }
                yield next;
            }
            case Decision.Rejected<EditionEvent, EditionRejection>(var reason) ->
                throw new AssertionError("refused: " + reason);
        };
    }

    private void refused(Editions editions, EditionCommand command, EditionRejection reason) {
        assertThat(decider.decide(editions, command)).isEqualTo(new Decision.Rejected<>(reason));
    }
}
