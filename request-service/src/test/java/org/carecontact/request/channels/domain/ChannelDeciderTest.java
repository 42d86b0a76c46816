package org.carecontact.request.channels.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.channels.domain.ChannelCommand.Confirm;
import org.carecontact.request.channels.domain.ChannelCommand.Elapse;
import org.carecontact.request.channels.domain.ChannelCommand.End;
import org.carecontact.request.channels.domain.ChannelCommand.NoteDoctorRemoved;
import org.carecontact.request.channels.domain.ChannelCommand.NoteJoined;
import org.carecontact.request.channels.domain.ChannelCommand.NoteMissing;
import org.carecontact.request.channels.domain.ChannelCommand.NotePatientLeft;
import org.carecontact.request.channels.domain.ChannelCommand.NoteWay;
import org.carecontact.request.channels.domain.ChannelCommand.Open;
import org.carecontact.request.channels.domain.ChannelCommand.Renew;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

// Longer than 300 lines: one scenario for each row of the table.
class ChannelDeciderTest {

    private static final Instant T0 = Instant.parse("2026-11-30T01:30:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Pace PACE = new Pace(
            DAY.multipliedBy(14),
            DAY.multipliedBy(2),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            DAY.multipliedBy(3));
    private static final String PATIENT = "wm-patient";
    private static final String OTHER = "wm-other";

    private final ChannelDecider decider = new ChannelDecider(PACE);
    private Instant now = T0;
    private Channel channel = decider.initial();
    private Optional<ChannelRejection> rejection = Optional.empty();

    // ---- the words of the scenarios

    private ChannelDeciderTest when(ChannelCommand command) {
        rejection = Optional.empty();
        switch (decider.decide(channel, command)) {
            case Decision.Accepted<ChannelEvent, ChannelRejection>(var events) ->
                events.forEach(event -> channel = decider.evolve(channel, event));
            case Decision.Rejected<ChannelEvent, ChannelRejection>(var reason) -> rejection = Optional.of(reason);
        }
        return this;
    }

    private ChannelDeciderTest granted(Means means) {
        return granted(means, 60);
    }

    private ChannelDeciderTest granted(Means means, int days) {
        return when(new Open(
                new Grant(
                        "tongren",
                        RequestId.of("walkwalkwalkwalkwalkwalkwa-1"),
                        new PatientId("P1"),
                        new DoctorId("D1"),
                        "D1",
                        means,
                        T0,
                        T0.plus(DAY.multipliedBy(days))),
                "code-1",
                now));
    }

    private ChannelDeciderTest offered(Means means) {
        return granted(means).answered(new Result.Invited("config-1", "qr-1"));
    }

    private ChannelDeciderTest claimed(Means means) {
        return offered(means).joins(PATIENT, "code-1", false);
    }

    private ChannelDeciderTest connected(Means means) {
        return claimed(means).answered(new Result.Identified(Result.Identity.PATIENT));
    }

    private ChannelDeciderTest joins(String who, String state, boolean half) {
        return when(new NoteJoined(who, state, half, now, now));
    }

    private ChannelDeciderTest ends() {
        return when(new End("PATIENT", now, now));
    }

    /** The newest errand gets its result. */
    private ChannelDeciderTest answered(Result result) {
        Errand errand = errands().getLast();
        return when(new ChannelCommand.Record(errand.number(), errand.attempt(), result, now));
    }

    private ChannelDeciderTest after(Duration time) {
        now = now.plus(time);
        return when(new Elapse("code-" + now.getEpochSecond(), now));
    }

    private List<Errand> errands() {
        return channel instanceof Channel.Known known ? known.line().errands() : List.of();
    }

    private Stream<Errand.Task> tasks() {
        return errands().stream().map(Errand::task);
    }

    private Session.Phase phase() {
        return ((Channel.Known) channel).line().newest().orElseThrow().phase();
    }

    private Errand errand() {
        return errands().getLast();
    }

    private static Stream<ChannelCommand> commands() {
        return Stream.of(
                new End("PATIENT", T0, T0),
                new Elapse("c", T0),
                new ChannelCommand.Record(1, 1, new Result.Done("x"), T0),
                new Renew("c", T0),
                new Confirm(true, T0),
                new NoteJoined(PATIENT, "code-1", false, T0, T0),
                new NotePatientLeft(PATIENT, T0, T0),
                new NoteDoctorRemoved(PATIENT, T0, T0),
                new NoteMissing(PATIENT, T0, T0),
                new NoteWay("code-1", "config-1", T0));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void without_a_grant_nothing_is_done(ChannelCommand command) {
        when(command);
        assertThat(rejection).contains(new ChannelRejection.NoChannel());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void what_is_closed_stays_closed_unless_the_vendor_shows_it_again(ChannelCommand command) {
        offered(Means.CONTACT_WAY).ends().answered(new Result.Done("del_contact_way:0"));
        assertThat(channel).isInstanceOf(Channel.Closed.class);

        when(command);

        boolean shown = command instanceof NoteJoined || command instanceof NoteWay;
        assertThat(channel).isInstanceOf(shown ? Channel.Closing.class : Channel.Closed.class);
    }

    @Nested
    class An_invitation {

        @Test
        void is_asked_for_once_per_grant() {
            granted(Means.TEMPORARY_SESSION);
            assertThat(tasks()).containsExactly(new Errand.Invite(1, "code-1"));
            granted(Means.TEMPORARY_SESSION);
            assertThat(rejection).contains(new ChannelRejection.OpenedBefore());
        }

        @Test
        void that_was_perhaps_made_is_looked_for_before_another_is_made() {
            granted(Means.CONTACT_WAY).answered(new Result.Unknown("timeout"));
            assertThat(errand().asking()).isTrue();
            assertThat(errand().stand()).isEqualTo(new Errand.Waiting(T0.plusSeconds(1)));

            after(Duration.ofSeconds(1)).answered(new Result.Invited("config-found", "qr"));

            assertThat(phase()).isEqualTo(new Session.Offered(new Way("config-found", "qr", null)));
            assertThat(errands()).isEmpty();
        }

        @Test
        void that_was_not_made_is_made_again() {
            granted(Means.CONTACT_WAY)
                    .answered(new Result.Unknown("timeout"))
                    .after(Duration.ofSeconds(1))
                    .answered(new Result.NotDone());
            assertThat(errand().asking()).isFalse();
            assertThat(errand().stand()).isInstanceOf(Errand.UnderWay.class);
        }

        @Test
        void to_a_temporary_session_is_in_no_list_and_made_again() {
            granted(Means.TEMPORARY_SESSION).answered(new Result.Unknown("timeout"));
            assertThat(errand().asking()).isFalse();
        }

        @Test
        void whose_answer_comes_after_it_counted_as_unknown_is_used() {
            granted(Means.CONTACT_WAY).after(Duration.ofSeconds(30));
            assertThat(errand().asking()).isTrue();

            when(new ChannelCommand.Record(1, 1, new Result.Invited("config-late", "qr"), now));

            assertThat(phase()).isEqualTo(new Session.Offered(new Way("config-late", "qr", null)));
        }

        @Test
        void is_a_lasting_one_where_the_vendor_gives_no_sessions() {
            granted(Means.TEMPORARY_SESSION).answered(new Result.OurFault(Result.OurFault.NO_SESSIONS));
            assertThat(errand().stand()).isInstanceOf(Errand.UnderWay.class);

            answered(new Result.Invited("config-1", "qr"));

            assertThat(phase()).isEqualTo(new Session.Offered(new Way("config-1", "qr", null)));
            assertThat(((Channel.Known) channel).line().grant().means()).isEqualTo(Means.CONTACT_WAY);
        }

        @Test
        void from_a_vendor_that_cannot_be_reached_is_asked_for_ever_less_often() {
            granted(Means.TEMPORARY_SESSION);
            for (int call = 0; call < 20; call++) {
                answered(new Result.Later(now.plusSeconds(5), "unreachable"));
                after(Duration.between(now, errand().stand().at()));
            }
            answered(new Result.Later(now.plusSeconds(5), "unreachable"));
            assertThat(errand().stand()).isEqualTo(new Errand.Waiting(now.plus(Duration.ofMinutes(10))));
            after(Duration.ofMinutes(10)).answered(new Result.Later(now.plus(DAY), "45009"));
            assertThat(errand().stand()).as("the vendor's window").isEqualTo(new Errand.Waiting(now.plus(DAY)));
        }

        @Test
        void that_was_made_twice_is_deleted_once() {
            granted(Means.CONTACT_WAY)
                    .after(Duration.ofSeconds(30))
                    .answered(new Result.Unknown("timeout"))
                    .after(Duration.ofMinutes(1))
                    .answered(new Result.Invited("config-2", "qr"));

            when(new ChannelCommand.Record(1, 1, new Result.Invited("config-late", "qr"), now));

            assertThat(tasks()).containsExactly(new Errand.DeleteWay("config-late", null));
            when(new ChannelCommand.Record(1, 1, new Result.Invited("config-2", "qr"), now));
            assertThat(rejection).contains(new ChannelRejection.TooLate());
        }

        @Test
        void under_way_when_the_contact_ends_is_deleted_when_it_is_there() {
            granted(Means.TEMPORARY_SESSION).ends();
            assertThat(channel).isInstanceOf(Channel.Closing.class);

            answered(new Result.Invited("config-1", "qr"));
            assertThat(tasks()).containsExactly(new Errand.DeleteWay("config-1", T0.plus(PACE.session())));
            answered(new Result.Done("del_contact_way:0"));

            assertThat(channel).isInstanceOf(Channel.Closed.class);
        }

        @Test
        void that_waits_when_the_contact_ends_is_not_made() {
            granted(Means.TEMPORARY_SESSION)
                    .answered(new Result.Later(T0.plusSeconds(60), "45009"))
                    .ends();
            assertThat(channel).isInstanceOf(Channel.Closed.class);
        }
    }

    @Nested
    class Whoever_comes {

        @Test
        void is_not_the_patient_by_a_code_alone() {
            claimed(Means.TEMPORARY_SESSION);
            assertThat(phase()).isInstanceOf(Session.Claimed.class);
            assertThat(tasks()).containsExactly(new Errand.Identify(1, PATIENT));
        }

        @Test
        void is_the_patient_by_their_union_id() {
            connected(Means.TEMPORARY_SESSION);
            assertThat(phase())
                    .isEqualTo(new Session.Connected(
                            new Way("config-1", "qr-1", T0.plus(PACE.session())),
                            PATIENT,
                            T0,
                            T0.plus(PACE.session())));
        }

        @Test
        void is_the_patient_by_the_doctors_word_once_let_in() {
            offered(Means.TEMPORARY_SESSION).joins(PATIENT, "code-1", true);
            assertThat(errands()).as("the vendor shows nobody yet").isEmpty();
            joins(PATIENT, "code-1", false).answered(new Result.Identified(Result.Identity.NOT_KNOWN));
            assertThat(tasks()).containsExactly(new Errand.AskToConfirm(1, PATIENT));

            when(new Confirm(true, now));
            assertThat(phase()).isInstanceOf(Session.Connected.class);
            assertThat(errands()).isEmpty();
            when(new Confirm(true, now));
            assertThat(rejection).contains(new ChannelRejection.NobodyToConfirm());
        }

        @Test
        void may_be_confirmed_before_the_doctor_lets_them_in() {
            offered(Means.TEMPORARY_SESSION).joins(PATIENT, "code-1", true).when(new Confirm(true, now));
            assertThat(phase()).isInstanceOf(Session.Claimed.class);
            joins(PATIENT, "code-1", false);
            assertThat(phase()).isInstanceOf(Session.Connected.class);
            assertThat(errands()).isEmpty();
        }

        @Test
        void by_our_code_and_is_somebody_else_is_closed_and_the_next_session_begins() {
            claimed(Means.TEMPORARY_SESSION).when(new Confirm(false, now));
            assertThat(tasks()).containsExactly(new Errand.CloseChat(PATIENT, T0.plus(PACE.session())));
            after(Duration.ZERO);
            assertThat(phase()).isInstanceOf(Session.Inviting.class);
        }

        @Test
        void by_a_lasting_invitation_and_is_somebody_else_is_the_doctors_task_and_the_invitation_goes() {
            claimed(Means.CONTACT_WAY).answered(new Result.Identified(Result.Identity.SOMEBODY_ELSE));
            assertThat(tasks())
                    .containsExactlyInAnyOrder(
                            new Errand.DeleteWay("config-1", null), new Errand.AskDoctor(PATIENT, false));
        }

        @Test
        void without_a_code_may_be_the_doctors_own_and_is_not_touched() {
            offered(Means.TEMPORARY_SESSION).when(new NoteJoined(OTHER, null, false, now, now));
            when(new Confirm(false, now));
            assertThat(phase()).isInstanceOf(Session.Offered.class);
            assertThat(errands()).isEmpty();

            when(new NoteJoined(OTHER, null, false, now, now)).ends();
            assertThat(tasks()).hasOnlyElementsOfType(Errand.DeleteWay.class);
        }

        @Test
        void and_was_never_confirmed_is_not_the_patient_by_the_next_code() {
            offered(Means.TEMPORARY_SESSION)
                    .joins(OTHER, "code-1", false)
                    .answered(new Result.Identified(Result.Identity.NOT_KNOWN))
                    .after(DAY.multipliedBy(14));
            String next =
                    ((Channel.Known) channel).line().newest().orElseThrow().code();
            assertThat(next).isNotEqualTo("code-1");
            answered(new Result.Invited("config-2", "qr-2"));

            joins(OTHER, next, false);

            assertThat(phase())
                    .isInstanceOfSatisfying(
                            Session.Claimed.class,
                            claim -> assertThat(claim.proven()).isFalse());
        }

        @Test
        void and_is_connected_does_not_use_up_the_next_invitation_when_seen_again_without_a_code() {
            connected(Means.TEMPORARY_SESSION)
                    .after(DAY.multipliedBy(12))
                    .answered(new Result.Invited("config-2", "qr-2"));

            when(new NoteJoined(PATIENT, null, false, T0, now));

            assertThat(rejection).contains(new ChannelRejection.KnownAlready());
            assertThat(phase()).isInstanceOf(Session.Offered.class);

            when(new NoteJoined(PATIENT, null, false, now, now));

            assertThat(phase()).as("joined anew").isInstanceOf(Session.Connected.class);
        }

        @Test
        void second_with_the_same_code_is_closed() {
            connected(Means.TEMPORARY_SESSION).joins(OTHER, "code-1", false);
            assertThat(tasks()).containsExactly(new Errand.CloseChat(OTHER, T0.plus(PACE.session())));
            joins(OTHER, "code-1", false);
            assertThat(rejection).contains(new ChannelRejection.KnownAlready());
            assertThat(phase()).isInstanceOf(Session.Connected.class);
        }

        @Test
        void twice_is_one() {
            claimed(Means.TEMPORARY_SESSION).joins(PATIENT, "code-1", false);
            assertThat(rejection).contains(new ChannelRejection.KnownAlready());
            joins(PATIENT, "a-code-of-others", false);
            assertThat(rejection).contains(new ChannelRejection.NotOurs());
        }

        @Test
        void and_is_nowhere_to_be_found_was_gone_before() {
            claimed(Means.TEMPORARY_SESSION);
            for (int look = 0; look < 8; look++) {
                answered(new Result.Refused("84061"));
                after(Duration.ofMinutes(10));
            }
            assertThat(phase())
                    .isInstanceOfSatisfying(
                            Session.Over.class, over -> assertThat(over.why()).isEqualTo(Session.Why.GONE));
        }
    }

    @Nested
    class A_chain {

        @Test
        void offers_the_next_session_two_days_before_the_end_of_one() {
            connected(Means.TEMPORARY_SESSION);
            assertThat(channel.due(PACE)).contains(T0.plus(DAY.multipliedBy(12)));

            after(DAY.multipliedBy(12)).answered(new Result.Invited("config-2", "qr-2"));

            assertThat(phase()).isInstanceOf(Session.Offered.class);
            String code =
                    ((Channel.Known) channel).line().newest().orElseThrow().code();
            after(DAY.multipliedBy(2)).joins(PATIENT, code, false);
            assertThat(phase()).as("the same person needs no new proof").isInstanceOf(Session.Connected.class);
        }

        @Test
        void needs_no_session_beyond_the_contact() {
            granted(Means.TEMPORARY_SESSION, 10)
                    .answered(new Result.Invited("config-1", "qr-1"))
                    .joins(PATIENT, "code-1", false)
                    .answered(new Result.Identified(Result.Identity.PATIENT));
            assertThat(channel.due(PACE)).contains(T0.plus(DAY.multipliedBy(10)));

            after(DAY.multipliedBy(10));
            assertThat(channel).isInstanceOf(Channel.Closing.class);
        }

        @Test
        void goes_on_when_nobody_scanned_in_time() {
            offered(Means.TEMPORARY_SESSION).after(DAY.multipliedBy(14));
            assertThat(phase()).isInstanceOf(Session.Inviting.class);
        }

        @ParameterizedTest
        @EnumSource(Means.class)
        void waits_for_a_wish_after_a_side_left(Means means) {
            connected(means).when(new NotePatientLeft(PATIENT, now, now));
            assertThat(phase()).isInstanceOf(Session.Over.class);
            assertThat(ChannelDecider.nextAt(((Channel.Live) channel).line(), PACE))
                    .isEmpty();

            when(new Renew("code-2", now));
            assertThat(phase()).isInstanceOf(Session.Inviting.class);
            when(new Renew("code-3", now));
            assertThat(rejection).contains(new ChannelRejection.SessionOpen());
        }

        @Test
        void is_not_ended_by_what_happened_before_it() {
            connected(Means.TEMPORARY_SESSION).when(new NotePatientLeft(PATIENT, T0.minusSeconds(60), now));
            assertThat(phase()).isInstanceOf(Session.Connected.class);
            when(new NoteMissing(PATIENT, T0, now));
            assertThat(phase()).isInstanceOf(Session.Connected.class);
            when(new NoteMissing(PATIENT, T0.plusSeconds(1), now));
            assertThat(phase()).isInstanceOf(Session.Over.class);
        }
    }

    @Nested
    class An_end {

        @Test
        void closes_the_session_until_the_vendor_confirms() {
            connected(Means.TEMPORARY_SESSION).ends();
            assertThat(tasks()).containsExactly(new Errand.CloseChat(PATIENT, T0.plus(PACE.session())));
            answered(new Result.Unknown("timeout"));
            assertThat(errand().asking()).isTrue();
            after(Duration.ofSeconds(1)).answered(new Result.NotDone());
            assertThat(errand().asking()).isFalse();

            answered(new Result.Done("close_temp_chat:0"));

            assertThat(channel)
                    .isInstanceOfSatisfying(
                            Channel.Closed.class,
                            closed -> assertThat(closed.line().said()).containsExactly("close_temp_chat:0"));
        }

        @Test
        void that_outlives_the_contact_is_closed_whatever_the_first_answer() {
            granted(Means.TEMPORARY_SESSION, 10)
                    .answered(new Result.Invited("config-1", "qr-1"))
                    .after(DAY.multipliedBy(9))
                    .joins(PATIENT, "code-1", false)
                    .answered(new Result.Identified(Result.Identity.NOT_KNOWN))
                    .after(DAY.plusSeconds(1));
            assertThat(tasks()).contains(new Errand.CloseChat(PATIENT, T0.plus(DAY.multipliedBy(23))));

            answered(new Result.Unknown("timeout"));

            assertThat(channel).isInstanceOf(Channel.Closing.class);
            assertThat(errand().asking()).isTrue();
        }

        @Test
        void that_is_the_doctors_task_is_said_again_until_the_vendor_takes_it() {
            connected(Means.CONTACT_WAY).ends();
            assertThat(errand().task()).isInstanceOf(Errand.AskDoctor.class);

            answered(new Result.OurFault("60020"));
            assertThat(errand().asking()).isFalse();
            after(Duration.ofHours(1)).answered(new Result.Unknown("timeout"));
            assertThat(errand().asking()).isFalse();
            after(Duration.ofHours(1)).answered(new Result.Done("message:0"));
            assertThat(errand().asking()).isTrue();
        }

        @Test
        void that_the_vendor_refuses_twice_is_the_doctors_task() {
            connected(Means.TEMPORARY_SESSION).ends();
            for (int refusal = 0; refusal < 2; refusal++) {
                answered(new Result.Refused("84061"))
                        .after(Duration.ofMinutes(1))
                        .answered(new Result.NotDone())
                        .after(Duration.ofMinutes(1));
            }
            assertThat(tasks()).containsExactly(new Errand.AskDoctor(PATIENT, false));
        }

        @Test
        void of_a_lasting_contact_waits_for_the_doctor_and_is_escalated() {
            connected(Means.CONTACT_WAY).ends();
            assertThat(tasks())
                    .containsExactly(new Errand.DeleteWay("config-1", null), new Errand.AskDoctor(PATIENT, false));
            answered(new Result.Done("message:0")).after(Duration.ofHours(1));
            assertThat(errand().asking()).isTrue();
            answered(new Result.NotDone());

            after(DAY.multipliedBy(3)).answered(new Result.NotDone());
            assertThat(tasks()).contains(new Errand.AskDoctor(PATIENT, true));
            assertThat(errand().asking()).as("told again").isFalse();
            answered(new Result.Done("message:0"))
                    .after(Duration.ofHours(1))
                    .answered(new Result.Done("get_by_user:gone"));

            assertThat(tasks()).containsExactly(new Errand.DeleteWay("config-1", null));
        }

        @Test
        void is_not_confirmed_by_a_callback_but_by_the_list() {
            connected(Means.CONTACT_WAY).ends().answered(new Result.Done("message:0"));
            when(new NoteDoctorRemoved(PATIENT, now, now));
            assertThat(errand().asking()).isTrue();
            assertThat(errand().stand()).isInstanceOf(Errand.UnderWay.class);
        }

        @Test
        void twice_is_one() {
            offered(Means.TEMPORARY_SESSION).ends().ends();
            assertThat(rejection).contains(new ChannelRejection.EndedBefore());
        }
    }

    @Test
    void a_result_of_an_earlier_call_counts_for_nothing() {
        offered(Means.CONTACT_WAY).ends();
        int number = errand().number();
        after(Duration.ofSeconds(30)).after(Duration.ofSeconds(1));

        when(new ChannelCommand.Record(number, 1, new Result.Done("del_contact_way:0"), now));

        assertThat(rejection).contains(new ChannelRejection.TooLate());
        assertThat(channel).isInstanceOf(Channel.Closing.class);
    }

    @Test
    void time_that_has_not_come_changes_nothing() {
        connected(Means.TEMPORARY_SESSION).after(Duration.ofSeconds(5));
        assertThat(rejection).contains(new ChannelRejection.NotDue());
    }
}
