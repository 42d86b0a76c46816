package org.carecontact.notification.recipients.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.recipients.domain.Recipient.Erased;
import org.carecontact.notification.recipients.domain.Recipient.Reachable;
import org.carecontact.notification.recipients.domain.Recipient.Unheard;
import org.carecontact.notification.recipients.domain.RecipientCommand.ChooseRest;
import org.carecontact.notification.recipients.domain.RecipientCommand.Erase;
import org.carecontact.notification.recipients.domain.RecipientCommand.NoteRefusal;
import org.carecontact.notification.recipients.domain.RecipientCommand.NoteReturn;
import org.carecontact.notification.recipients.domain.RecipientCommand.NoteStop;
import org.carecontact.notification.recipients.domain.RecipientCommand.Register;
import org.carecontact.notification.recipients.domain.RecipientRejection.AlreadyPassed;
import org.carecontact.notification.recipients.domain.RecipientRejection.NoSuchPoint;
import org.junit.jupiter.api.Test;

final class RecipientDeciderTest {

    private static final ContactPoint SMS = new ContactPoint(Addressee.PATIENT, "sms", "one", "", null, null);
    private static final ContactPoint NEW_SMS = new ContactPoint(Addressee.PATIENT, "sms", "two", "", null, null);
    private static final ContactPoint GUARDIANS = new ContactPoint(Addressee.GUARDIAN, "sms", "three", "", null, null);
    private static final Recipient KNOWN = new Reachable(5, "key", List.of(SMS, GUARDIANS), "name");

    private final RecipientDecider decider = new RecipientDecider();

    @Test
    void a_registration_makes_reachable() {
        assertThat(after(new Unheard(), new Register(5, "key", List.of(SMS, GUARDIANS), "name")))
                .isEqualTo(KNOWN);
    }

    @Test
    void a_later_registration_replaces_key_and_contact_points() {
        assertThat(after(KNOWN, new Register(6, "new key", List.of(NEW_SMS), "new name")))
                .isEqualTo(new Reachable(6, "new key", List.of(NEW_SMS), "new name"));
    }

    @Test
    void a_later_registration_without_a_name_takes_it_back() {
        assertThat(after(KNOWN, new Register(6, "key", List.of(SMS), null)))
                .isEqualTo(new Reachable(6, "key", List.of(SMS), null));
    }

    @Test
    void a_registration_that_comes_again_or_too_late_changes_nothing() {
        assertThat(refused(KNOWN, new Register(5, "other", List.of(), null))).isEqualTo(new AlreadyPassed());
        assertThat(refused(KNOWN, new Register(4, "other", List.of(), null))).isEqualTo(new AlreadyPassed());
    }

    @Test
    void erasure_leaves_neither_key_nor_contact_points() {
        assertThat(after(KNOWN, new Erase(6))).isEqualTo(new Erased(6));
        assertThat(after(new Unheard(), new Erase(6))).isEqualTo(new Erased(6));
    }

    @Test
    void an_erasure_that_comes_again_does_not_erase_what_was_registered_after_it() {
        assertThat(refused(new Reachable(7, "key", List.of(SMS), null), new Erase(6)))
                .isEqualTo(new AlreadyPassed());
    }

    @Test
    void an_older_registration_does_not_bring_back_what_was_erased() {
        assertThat(refused(new Erased(6), new Register(5, "key", List.of(SMS), null)))
                .isEqualTo(new AlreadyPassed());
    }

    @Test
    void a_later_registration_makes_an_erased_person_reachable_again() {
        assertThat(after(new Erased(6), new Register(7, "key", List.of(SMS), null)))
                .isEqualTo(new Reachable(7, "key", List.of(SMS), null));
    }

    @Test
    void a_refusal_closes_one_way_to_one_person() {
        assertThat(after(KNOWN, new NoteRefusal(Addressee.PATIENT, "sms", "unsubscribed")))
                .isEqualTo(new Reachable(
                        5,
                        "key",
                        List.of(
                                new ContactPoint(Addressee.PATIENT, "sms", "one", "unsubscribed", null, null),
                                GUARDIANS),
                        "name"));
    }

    @Test
    void a_refusal_of_a_way_that_is_not_open_changes_nothing() {
        assertThat(refused(KNOWN, new NoteRefusal(Addressee.PATIENT, "wechat", "no")))
                .isEqualTo(new NoSuchPoint());
        assertThat(refused(new Unheard(), new NoteRefusal(Addressee.PATIENT, "sms", "no")))
                .isEqualTo(new NoSuchPoint());
        assertThat(refused(new Erased(5), new NoteRefusal(Addressee.PATIENT, "sms", "no")))
                .isEqualTo(new NoSuchPoint());
    }

    @Test
    void who_stops_messages_at_a_number_stops_them_for_everybody_who_is_reached_there() {
        ContactPoint own = marked(Addressee.PATIENT, "m1", "");
        ContactPoint same = marked(Addressee.GUARDIAN, "m1", "");
        ContactPoint other = marked(Addressee.GUARDIAN, "m2", "");
        Recipient known = new Reachable(5, "key", List.of(own, same, other), null);
        Recipient stopped = after(known, new NoteStop("sms", "m1", "unsubscribed"));
        assertThat(stopped)
                .isEqualTo(new Reachable(
                        5,
                        "key",
                        List.of(
                                marked(Addressee.PATIENT, "m1", "unsubscribed"),
                                marked(Addressee.GUARDIAN, "m1", "unsubscribed"),
                                other),
                        null));
        assertThat(refused(stopped, new NoteStop("sms", "m1", "unsubscribed"))).isEqualTo(new NoSuchPoint());
        assertThat(after(stopped, new NoteReturn("sms", "m1"))).isEqualTo(known);
    }

    @Test
    void what_a_person_said_of_a_number_holds_when_the_hospital_tells_it_again_and_not_for_a_new_one() {
        Recipient stopped = new Reachable(5, "key", List.of(marked(Addressee.PATIENT, "m1", "unsubscribed")), null);
        assertThat(after(stopped, new Register(6, "new key", List.of(marked(Addressee.PATIENT, "m1", "")), null)))
                .isEqualTo(new Reachable(6, "new key", List.of(marked(Addressee.PATIENT, "m1", "unsubscribed")), null));
        assertThat(after(stopped, new Register(6, "new key", List.of(marked(Addressee.PATIENT, "m2", "")), null)))
                .isEqualTo(new Reachable(6, "new key", List.of(marked(Addressee.PATIENT, "m2", "")), null));
        assertThat(after(stopped, new Register(6, "new key", List.of(marked(Addressee.GUARDIAN, "m1", "")), null)))
                .isEqualTo(new Reachable(6, "new key", List.of(marked(Addressee.GUARDIAN, "m1", "")), null));
    }

    @Test
    void a_stop_or_a_return_at_a_number_that_nobody_has_changes_nothing() {
        for (Recipient nobody : List.of(new Unheard(), new Erased(5), KNOWN)) {
            assertThat(refused(nobody, new NoteStop("sms", "m1", "unsubscribed")))
                    .isEqualTo(new NoSuchPoint());
            assertThat(refused(nobody, new NoteReturn("sms", "m1"))).isEqualTo(new NoSuchPoint());
        }
        Recipient open = new Reachable(5, "key", List.of(marked(Addressee.PATIENT, "m1", "")), null);
        assertThat(refused(open, new NoteReturn("sms", "m1"))).isEqualTo(new NoSuchPoint());
        assertThat(refused(open, new NoteStop("wechat", "m1", "unsubscribed"))).isEqualTo(new NoSuchPoint());
    }

    @Test
    void a_persons_own_hours_hold_for_that_person_and_when_the_hospital_tells_the_numbers_again() {
        Rest rest = new Rest("Asia/Shanghai", 1200, 540);
        Recipient chosen = after(KNOWN, new ChooseRest(Addressee.PATIENT, rest));
        assertThat(chosen).isEqualTo(new Reachable(5, "key", List.of(SMS.resting(rest), GUARDIANS), "name"));
        assertThat(refused(chosen, new ChooseRest(Addressee.PATIENT, rest))).isEqualTo(new NoSuchPoint());
        assertThat(after(chosen, new Register(6, "key", List.of(NEW_SMS, GUARDIANS), null)))
                .isEqualTo(new Reachable(6, "key", List.of(NEW_SMS.resting(rest), GUARDIANS), null));
        assertThat(after(chosen, new ChooseRest(Addressee.PATIENT, null))).isEqualTo(KNOWN);
        for (Recipient nobody : List.of(new Unheard(), new Erased(5), KNOWN)) {
            assertThat(refused(nobody, new ChooseRest(Addressee.DOCTOR, rest))).isEqualTo(new NoSuchPoint());
        }
    }

    @Test
    void hours_of_rest_go_from_an_evening_to_a_morning() {
        for (int[] wrong : new int[][] {{540, 540}, {540, 1200}, {1440, 540}, {1200, -1}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Rest("Asia/Shanghai", wrong[0], wrong[1]));
        }
    }

    private static ContactPoint marked(Addressee of, String mark, String refused) {
        return new ContactPoint(of, "sms", "c", refused, mark, null);
    }

    private Recipient after(Recipient before, RecipientCommand command) {
        return switch (decider.decide(before, command)) {
            case Decision.Accepted<RecipientEvent, RecipientRejection>(var events) -> {
                Recipient state = before;
                for (RecipientEvent event : events) {
                    state = decider.evolve(state, event);
                }
                yield state;
            }
            case Decision.Rejected<RecipientEvent, RecipientRejection>(var reason) ->
                throw new AssertionError("refused: " + reason);
        };
    }

    private RecipientRejection refused(Recipient before, RecipientCommand command) {
        return switch (decider.decide(before, command)) {
            case Decision.Accepted<RecipientEvent, RecipientRejection>(var events) ->
                throw new AssertionError("accepted: " + events);
            case Decision.Rejected<RecipientEvent, RecipientRejection>(var reason) -> reason;
        };
    }
}
