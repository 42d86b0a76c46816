package org.carecontact.gateway.encounters.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.gateway.encounters.domain.Messages.VISIT;
import static org.carecontact.gateway.encounters.domain.Messages.at;
import static org.carecontact.gateway.encounters.domain.Messages.doctor;
import static org.carecontact.gateway.encounters.domain.Messages.minute;
import static org.carecontact.gateway.encounters.domain.Messages.report;

import java.util.List;
import org.carecontact.gateway.encounters.domain.Encounter.Cancelled;
import org.carecontact.gateway.encounters.domain.Encounter.Finished;
import org.carecontact.gateway.encounters.domain.Encounter.InProgress;
import org.carecontact.gateway.encounters.domain.Encounter.Known;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Admit;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Cancel;
import org.carecontact.gateway.encounters.domain.EncounterCommand.CancelDischarge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Discharge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Register;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Update;
import org.carecontact.gateway.encounters.domain.EncounterEvent.EncounterChanged;
import org.carecontact.gateway.encounters.domain.EncounterEvent.MessageHeard;
import org.carecontact.gateway.encounters.domain.EncounterRejection.IsRenumbered;
import org.carecontact.gateway.encounters.domain.EncounterRejection.MessageIdReused;
import org.carecontact.gateway.encounters.domain.EncounterRejection.NoSuchVisit;
import org.carecontact.gateway.encounters.domain.EncounterRejection.VisitOfAnotherPatient;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.junit.jupiter.api.Test;

// Longer than 300 lines: one scenario for each row of the table.
class EncounterDeciderTest {

    private final EncounterDecider decider = new EncounterDecider();
    private Encounter encounter = decider.initial();
    private Decision<EncounterEvent, EncounterRejection> decision = Decision.accept();

    // Registered (A04), admitted (A01)

    @Test
    void a_registration_opens_an_encounter() {
        when(new Register(at(0)));
        thenStateIs(InProgress.class);
        thenItChanged(null);
    }

    @Test
    void an_admission_opens_an_inpatient_encounter_whatever_class_it_names() {
        when(new Admit(at(0)));
        thenStateIs(InProgress.class);
        assertThat(visit().encounterClass()).isEqualTo(EncounterClass.IMP);
    }

    @Test
    void an_admission_of_a_registered_outpatient_makes_an_inpatient() {
        given(new Register(at(0)));
        when(new Admit(at(1)));
        assertThat(visit().encounterClass()).isEqualTo(EncounterClass.IMP);
        thenItChanged(null);
    }

    @Test
    void a_registration_that_says_what_is_known_changes_nothing() {
        given(new Register(at(0)));
        when(new Register(at(1)));
        thenNothingToSee();
    }

    @Test
    void a_registration_later_than_the_finish_opens_again() {
        given(new Register(at(0)), new Discharge(at(5)));
        when(new Register(at(6)));
        thenStateIs(InProgress.class);
        thenItChanged(null);
    }

    @Test
    void a_registration_earlier_than_the_finish_does_not_reopen() {
        given(new Discharge(at(5)));
        when(new Register(at(0)));
        thenStateIs(Finished.class);
        thenNothingToSee();
    }

    @Test
    void a_registration_within_the_minute_of_the_finish_does_not_reopen() {
        given(new Discharge(at(5)));
        when(new Register(report("other", 5, VISIT)));
        thenStateIs(Finished.class);
    }

    @Test
    void an_admission_that_comes_after_its_discharge_leaves_the_encounter_finished() {
        given(new Discharge(at(5)));
        when(new Admit(at(0)));
        thenStateIs(Finished.class);
        assertThat(visit().encounterClass()).isEqualTo(EncounterClass.AMB);
    }

    @Test
    void a_registration_later_than_the_cancellation_revives() {
        given(new Register(at(0)), new Cancel(at(1)));
        when(new Register(at(2)));
        thenStateIs(InProgress.class);
    }

    @Test
    void a_registration_earlier_than_its_cancellation_does_not_revive() {
        given(new Cancel(at(1)));
        when(new Register(at(0)));
        thenStateIs(Cancelled.class);
        thenNothingToSee();
    }

    // Updated (A08)

    @Test
    void an_update_of_an_unheard_visit_opens_it() {
        when(new Update(at(3)));
        thenStateIs(InProgress.class);
        thenItChanged(null);
    }

    @Test
    void a_change_of_doctor_names_the_former_one() {
        given(new Register(doctor(0, "D0001")));
        when(new Update(doctor(1, "D0002")));
        assertThat(String.valueOf(visit().doctor())).isEqualTo("D0002");
        thenItChanged("D0001");
    }

    @Test
    void a_cancellation_names_every_doctor_who_had_the_visit() {
        given(
                new Register(doctor(0, "D0002")),
                new Update(doctor(1, "D0003")),
                new Update(doctor(2, "D0001")),
                new Update(doctor(3, "D0002")),
                new Update(doctor(4, "D0004")));
        when(new Cancel(doctor(5, "D0004")));
        thenItChanged(null);
        assertThat(((Known) encounter).told().formerDoctors())
                .extracting(DoctorId::value)
                .containsExactly("D0002", "D0003", "D0001");
    }

    @Test
    void a_doctor_of_whom_a_late_message_tells_is_a_former_doctor_in_the_place_of_the_message() {
        given(new Register(doctor(0, "D0001")), new Update(doctor(5, "D0005")));
        when(new Update(doctor(3, "D0003")));
        assertThat(((Known) encounter).told().formerDoctors())
                .extracting(DoctorId::value)
                .containsExactly("D0001", "D0003");
    }

    @Test
    void a_change_of_department_alone_names_no_former_doctor() {
        given(new Register(at(0)));
        when(new Update(report("m1", 1, Messages.in("surgery"))));
        assertThat(visit().department()).isEqualTo("surgery");
        thenItChanged(null);
    }

    @Test
    void a_patient_who_turns_fourteen_during_the_stay_changes_it() {
        given(new Admit(report("m0", 0, Messages.aged(AgeBand.UNDER_14))));
        when(new Update(report("m1", 1, Messages.aged(AgeBand.FROM_14_TO_17)).as(EncounterClass.IMP)));
        thenItChanged(null);
    }

    @Test
    void an_update_older_than_another_does_not_replace_it() {
        given(new Register(at(0)), new Update(doctor(5, "D0005")));
        when(new Update(doctor(3, "D0003")));
        assertThat(String.valueOf(visit().doctor())).isEqualTo("D0005");
        thenNothingToSee();
    }

    @Test
    void an_update_after_the_finish_changes_the_doctor_and_leaves_it_finished() {
        given(new Register(doctor(0, "D0001")), new Discharge(doctor(5, "D0001")));
        when(new Update(doctor(6, "D0002")));
        thenStateIs(Finished.class);
        thenItChanged("D0001");
    }

    @Test
    void an_update_older_than_the_finish_does_not_reopen() {
        given(new Register(at(0)), new Discharge(at(5)));
        when(new Update(doctor(3, "D0003")));
        thenStateIs(Finished.class);
        assertThat(String.valueOf(visit().doctor())).isEqualTo("D0001");
        thenNothingToSee();
    }

    @Test
    void an_update_does_not_revive_a_cancelled_visit() {
        given(new Register(at(0)), new Cancel(at(1)));
        when(new Update(at(2)));
        thenStateIs(Cancelled.class);
    }

    @Test
    void a_newer_message_without_news_still_outranks_an_older_one() {
        given(new Register(doctor(0, "D0001")), new Update(doctor(5, "D0001")));
        when(new Update(doctor(3, "D0003")));
        assertThat(String.valueOf(visit().doctor())).isEqualTo("D0001");
    }

    // Finished (A03)

    @Test
    void a_discharge_finishes_at_its_own_time() {
        given(new Register(at(0)));
        when(new Discharge(at(5)));
        thenStateIs(Finished.class);
        assertThat(told().marks().end()).isEqualTo(minute(5));
        thenItChanged(null);
    }

    @Test
    void a_discharge_before_its_admission_makes_a_finished_encounter() {
        when(new Discharge(at(5)));
        thenStateIs(Finished.class);
        thenItChanged(null);
    }

    @Test
    void a_discharge_that_was_overtaken_by_an_update_still_finishes_and_keeps_the_newer_words() {
        given(new Register(at(0)), new Update(doctor(6, "D0006")));
        when(new Discharge(doctor(5, "D0001")));
        thenStateIs(Finished.class);
        assertThat(String.valueOf(visit().doctor())).isEqualTo("D0006");
        assertThat(told().marks().end()).isEqualTo(minute(5));
    }

    @Test
    void a_discharge_older_than_the_newest_opening_ends_nothing() {
        given(new Register(at(0)), new Admit(at(7)));
        when(new Discharge(at(5)));
        thenStateIs(InProgress.class);
        thenNothingToSee();
    }

    @Test
    void a_corrected_time_of_discharge_changes_the_encounter() {
        given(new Register(at(0)), new Discharge(at(5)));
        when(new Discharge(at(8)));
        assertThat(told().marks().end()).isEqualTo(minute(8));
        thenItChanged(null);
    }

    @Test
    void a_discharge_does_not_finish_what_was_cancelled() {
        given(new Register(at(0)), new Cancel(at(1)));
        when(new Discharge(at(5)));
        thenStateIs(Cancelled.class);
    }

    // Cancelled (A11)

    @Test
    void a_cancellation_ends_the_visit_as_if_it_never_was() {
        given(new Register(at(0)));
        when(new Cancel(at(1)));
        thenStateIs(Cancelled.class);
        thenItChanged(null);
    }

    @Test
    void a_finished_visit_can_be_cancelled() {
        given(new Register(at(0)), new Discharge(at(5)));
        when(new Cancel(at(6)));
        thenStateIs(Cancelled.class);
    }

    @Test
    void a_cancellation_of_an_unheard_visit_is_remembered() {
        when(new Cancel(at(1)));
        thenStateIs(Cancelled.class);
        thenItChanged(null);
    }

    @Test
    void a_cancellation_older_than_the_newest_opening_ends_nothing() {
        given(new Register(at(0)), new Register(at(7)));
        when(new Cancel(at(5)));
        thenStateIs(InProgress.class);
    }

    // The same and not the same

    @Test
    void the_same_message_once_more_has_no_effect() {
        given(new Register(at(0)), new Update(doctor(1, "D0002")));
        when(new Register(at(0)));
        assertThat(decision).isEqualTo(Decision.accept());
    }

    @Test
    void another_message_under_a_used_control_id_is_refused() {
        given(new Register(at(0)));
        when(new Update(report("m0", 1, Messages.by("D0002"))));
        thenRefused(new MessageIdReused());
    }

    @Test
    void the_last_thirty_two_control_ids_are_kept() {
        given(new Register(at(0)));
        for (int minute = 1; minute <= 32; minute++) {
            given(new Update(at(minute)));
        }
        assertThat(told().heard()).hasSize(32).first().isEqualTo(at(1).heard());
        when(new Update(at(1)));
        assertThat(decision).isEqualTo(Decision.accept());
    }

    @Test
    void a_visit_does_not_pass_to_another_patient() {
        given(new Register(at(0)));
        when(new Update(report("m1", 1, Messages.of("P000002"))));
        thenRefused(new VisitOfAnotherPatient());
    }

    // What a message leaves out

    @Test
    void what_a_message_leaves_out_stays() {
        given(new Register(at(0)));
        when(new Discharge(report("m1", 1, Messages.silent())));
        thenStateIs(Finished.class);
        assertThat(visit().doctor()).isEqualTo(new DoctorId("D0001"));
        assertThat(visit().department()).isEqualTo("cardiology");
        assertThat(visit().encounterClass()).isEqualTo(EncounterClass.AMB);
    }

    @Test
    void a_visit_may_have_no_doctor_until_a_later_message() {
        given(new Register(report("m0", 0, Messages.silent())));
        when(new Update(doctor(1, "D0002")));
        assertThat(visit().doctor()).isEqualTo(new DoctorId("D0002"));
        assertThat(told().formerDoctors()).isEmpty();
    }

    // Taken back (A13)

    @Test
    void a_discharge_that_was_a_mistake_is_taken_back() {
        given(new Register(at(0)), new Discharge(at(5)));
        when(new CancelDischarge(at(6)));
        thenStateIs(InProgress.class);
        thenItChanged(null);
    }

    @Test
    void a_discharge_after_the_one_that_was_taken_back_finishes() {
        given(new Register(at(0)), new Discharge(at(5)), new CancelDischarge(at(6)));
        when(new Discharge(at(7)));
        thenStateIs(Finished.class);
    }

    @Test
    void a_discharge_that_comes_after_it_was_taken_back_finishes_nothing() {
        given(new Register(at(0)), new CancelDischarge(at(6)));
        when(new Discharge(at(5)));
        thenStateIs(InProgress.class);
    }

    // Presumed (a time rule of the dialect)

    @Test
    void a_visit_that_no_message_ends_is_over_at_its_presumed_end() {
        given(new Register(Messages.presumed(at(0), 240)));
        when(new EncounterCommand.Presume(minute(239)));
        thenStateIs(InProgress.class);
        when(new EncounterCommand.Presume(minute(240)));
        thenStateIs(Finished.class);
        assertThat(told().marks().end()).isEqualTo(minute(240));
        assertThat(visit().changedAt()).isEqualTo(minute(240));
        thenItChanged(null);
    }

    @Test
    void what_a_message_says_of_the_end_counts_before_what_is_presumed() {
        given(new Register(Messages.presumed(at(0), 240)), new EncounterCommand.Presume(minute(240)));
        when(new Discharge(at(30)));
        thenStateIs(Finished.class);
        assertThat(told().marks().end()).isEqualTo(minute(30));
    }

    @Test
    void an_admission_of_the_registered_is_not_presumed_to_end() {
        given(new Register(Messages.presumed(at(0), 240)), new Admit(at(60)));
        when(new EncounterCommand.Presume(minute(240)));
        thenStateIs(InProgress.class);
    }

    // Moved to another patient (A40, A45), renumbered (A50)

    private static final PatientId OTHER = new PatientId("P000002");

    private static EncounterCommand.Move move(int minute) {
        Report report = at(minute);
        return new EncounterCommand.Move(report.heard(), report.by(), OTHER, false);
    }

    @Test
    void a_visit_that_is_moved_never_was_the_first_patients() {
        given(new Register(at(0)));
        Known before = (Known) encounter;
        when(move(5));
        assertThat(visit().patient()).isEqualTo(OTHER);
        assertThat(events())
                .containsExactly(
                        new EncounterEvent.EncounterLeft(before, minute(5)),
                        new EncounterChanged((Known) encounter, null));
    }

    @Test
    void after_a_merge_the_dead_id_hears_of_every_later_change_and_never_of_an_end_that_was_none() {
        given(new Register(at(0)));
        Report merge = at(5);
        when(new EncounterCommand.Move(merge.heard(), merge.by(), OTHER, true));
        assertThat(events()).containsExactly(new EncounterChanged((Known) encounter, null));
        when(new Discharge(Messages.of(at(6), OTHER)));
        assertThat(events())
                .containsExactly(
                        new EncounterChanged((Known) encounter, null),
                        new EncounterEvent.AliasChanged((Known) encounter, null, new PatientId("P000001")));
    }

    @Test
    void the_same_move_again_moves_nothing() {
        given(new Register(at(0)), move(5));
        when(move(5));
        assertThat(decision).isEqualTo(Decision.accept());
    }

    @Test
    void a_message_from_before_the_move_is_taken_under_the_first_patient_and_a_later_one_is_not() {
        given(new Register(at(0)), move(5));
        when(new Update(doctor(3, "D0003")));
        assertThat(visit().doctor()).isEqualTo(new DoctorId("D0003"));
        assertThat(visit().patient()).isEqualTo(OTHER);
        when(new Update(doctor(6, "D0006")));
        thenRefused(new VisitOfAnotherPatient());
    }

    @Test
    void a_renumbered_visit_goes_on_under_its_number_with_all_that_was_told() {
        given(new Register(at(0)), new Discharge(at(5)));
        Told before = told();
        when(new EncounterCommand.Renumber(new VisitId("V2"), at(6).by()));
        assertThat(encounter).isEqualTo(new Encounter.Renumbered("tongren", new VisitId("V1"), new VisitId("V2")));
        assertThat(events()).hasSize(2).first().isInstanceOf(EncounterEvent.EncounterLeft.class);
        when(new Update(at(7)));
        thenRefused(new IsRenumbered(new VisitId("V2")));
        encounter = decider.initial();
        when(new EncounterCommand.Absorb(new VisitId("V2"), before));
        thenStateIs(Finished.class);
        assertThat(told().number()).isEqualTo(new VisitId("V2"));
        when(new EncounterCommand.Absorb(new VisitId("V2"), before));
        thenNothingToSee();
    }

    @Test
    void a_visit_that_nobody_told_of_is_not_moved() {
        when(move(5));
        thenRefused(new NoSuchVisit());
    }

    // Senders

    @Test
    void a_control_id_is_one_senders_only() {
        given(new Register(at(0)));
        Report ofHis = report("m0", 1, Messages.by("D0002"));
        Report ofEmr = Messages.heard(ofHis, new Heard("EMR|tongren", "m0", "other"));
        when(new Update(ofEmr));
        assertThat(visit().doctor()).isEqualTo(new DoctorId("D0002"));
    }

    private void given(EncounterCommand... commands) {
        for (EncounterCommand command : commands) {
            when(command);
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
        }
    }

    private void when(EncounterCommand command) {
        decision = decider.decide(encounter, command);
        events().forEach(event -> encounter = decider.evolve(encounter, event));
    }

    private List<EncounterEvent> events() {
        return decision instanceof Decision.Accepted<EncounterEvent, EncounterRejection>(var events)
                ? events
                : List.of();
    }

    private void thenStateIs(Class<? extends Known> state) {
        assertThat(encounter).isInstanceOf(state);
    }

    private void thenItChanged(@org.jspecify.annotations.Nullable String formerDoctor) {
        assertThat(events())
                .first()
                .isEqualTo(new EncounterChanged(
                        (Known) encounter, formerDoctor == null ? null : new DoctorId(formerDoctor)));
    }

    private void thenNothingToSee() {
        assertThat(events()).singleElement().isEqualTo(new MessageHeard((Known) encounter));
    }

    private void thenRefused(EncounterRejection reason) {
        assertThat(decision).isEqualTo(Decision.reject(reason));
    }

    private Told told() {
        return ((Known) encounter).told();
    }

    private Visit visit() {
        return told().visit();
    }
}
