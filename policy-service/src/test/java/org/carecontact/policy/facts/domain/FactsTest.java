package org.carecontact.policy.facts.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.policy.cases.domain.Given.MONDAY_10;

import java.time.Duration;
import java.time.Instant;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.facts.domain.Encounter.Kind;
import org.carecontact.policy.facts.domain.Encounter.Status;
import org.carecontact.policy.facts.domain.Facts.InProgress;
import org.carecontact.policy.facts.domain.Facts.LastEncounter;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R6: the scene comes from hospital events. */
public class FactsTest {

    private static final Given CASE = Given.at("tongren", "cardiology", Kind.AMB);

    @Test
    void nothing_known_is_no_scene_and_no_age() {
        Facts facts = CASE.after().facts();
        assertThat(facts.scene()).isEqualTo(Scene.NONE);
        assertThat(facts.lastEncounter()).isEqualTo(LastEncounter.NONE);
        assertThat(facts.ageBand()).isEqualTo(AgeBand.UNKNOWN);
        assertThat(facts.department()).isEqualTo("cardiology"); // the doctor's
    }

    @Test
    void the_class_of_the_latest_encounter_makes_the_scene() {
        assertThat(scene(finished("A", Kind.AMB, 3))).isEqualTo(Scene.OUTPATIENT);
        assertThat(scene(finished("A", Kind.VR, 3))).isEqualTo(Scene.ONLINE);
        assertThat(scene(finished("A", Kind.VR, 9), finished("B", Kind.AMB, 3))).isEqualTo(Scene.OUTPATIENT);
        assertThat(scene(finished("A", Kind.UNKNOWN, 3))).isNull();
    }

    @Test
    void the_ward_lasts_from_admission_to_thirty_days_after_discharge() {
        assertThat(scene(open("A", Kind.IMP), finished("B", Kind.AMB, 1))).isEqualTo(Scene.INPATIENT);
        assertThat(scene(finished("A", Kind.IMP, 29), finished("B", Kind.AMB, 1)))
                .isEqualTo(Scene.INPATIENT);
        assertThat(scene(finished("A", Kind.IMP, 31))).isEqualTo(Scene.OUTPATIENT);
    }

    @Test
    void an_emergency_visit_neither_makes_nor_ends_a_relation() {
        assertThat(scene(finished("A", Kind.EMER, 1))).isEqualTo(Scene.NONE);
        Facts facts = CASE.after(finished("A", Kind.AMB, 400), finished("B", Kind.EMER, 1))
                .facts();
        assertThat(facts.scene()).isEqualTo(Scene.OUTPATIENT);
        assertThat(facts.lastEncounter()).isEqualTo(LastEncounter.OLDER);
    }

    @Test
    void a_cancelled_encounter_never_was() {
        Facts facts = CASE.after(of("A", Kind.AMB, Status.CANCELLED, 1)).facts();
        assertThat(facts.lastEncounter()).isEqualTo(LastEncounter.NONE);
    }

    @Test
    void the_relation_ages() {
        assertThat(CASE.after(finished("A", Kind.AMB, 30)).facts().lastEncounter())
                .isEqualTo(LastEncounter.WITHIN_30_DAYS);
        assertThat(CASE.after(finished("A", Kind.AMB, 31)).facts().lastEncounter())
                .isEqualTo(LastEncounter.WITHIN_A_YEAR);
        assertThat(CASE.after(finished("A", Kind.AMB, 366)).facts().lastEncounter())
                .isEqualTo(LastEncounter.OLDER);
        assertThat(CASE.after(open("A", Kind.AMB)).facts().lastEncounter()).isEqualTo(LastEncounter.IN_PROGRESS);
    }

    @Test
    void a_consultation_counts_before_a_stay_and_doubt_before_both() {
        assertThat(inProgress(open("A", Kind.IMP))).isEqualTo(InProgress.IMP);
        assertThat(inProgress(open("A", Kind.AMB), open("B", Kind.IMP))).isEqualTo(InProgress.AMB);
        assertThat(inProgress(open("A", Kind.IMP), open("B", Kind.AMB))).isEqualTo(InProgress.AMB);
        assertThat(inProgress(finished("A", Kind.AMB, 1))).isEqualTo(InProgress.NONE);
        assertThat(inProgress(of("A", Kind.AMB, Status.UNKNOWN, 1))).isNull();
        assertThat(inProgress(open("A", Kind.UNKNOWN))).isNull();
    }

    @Test
    void the_age_is_the_one_that_was_said_last() {
        Encounter then = Given.encounter(Kind.AMB, Status.FINISHED, "cardiology", AgeBand.UNDER_14);
        Encounter now = new Encounter(
                new VisitId("V2"),
                1,
                Kind.AMB,
                Status.FINISHED,
                AgeBand.FROM_14_TO_17,
                "cardiology",
                MONDAY_10,
                MONDAY_10);
        assertThat(CASE.after(then, now).facts().ageBand()).isEqualTo(AgeBand.FROM_14_TO_17);
        assertThat(CASE.after(now, then).facts().ageBand()).isEqualTo(AgeBand.FROM_14_TO_17);
    }

    private static @Nullable Scene scene(Encounter... encounters) {
        return CASE.after(encounters).facts().scene();
    }

    private static @Nullable InProgress inProgress(Encounter... encounters) {
        return CASE.after(encounters).facts().inProgress();
    }

    private static Encounter finished(String visit, Kind kind, int daysAgo) {
        return of(visit, kind, Status.FINISHED, daysAgo);
    }

    private static Encounter open(String visit, Kind kind) {
        return of(visit, kind, Status.IN_PROGRESS, 2);
    }

    private static Encounter of(String visit, Kind kind, Status status, int daysAgo) {
        Instant at = MONDAY_10.minus(Duration.ofDays(daysAgo));
        @Nullable Instant finishedAt = status == Status.FINISHED ? at : null;
        return new Encounter(new VisitId(visit), 1, kind, status, AgeBand.ADULT, "cardiology", at, finishedAt);
    }
}
