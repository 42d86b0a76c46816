package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.carecontact.kernel.store.Stored;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.editions.Library;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** P7: why it was decided so, the same once more, and what a patient says is wrong. */
class ExplanationTest extends RunningPolicy {

    @Test
    void a_decision_is_explained_to_each_as_far_as_it_concerns_them() {
        SampleEvents people = givenDecided();
        String path = path(people) + "/explanation";

        JsonNode asPatient = SERVICE.get(patient(people), path).json();
        assertThat(asPatient.path("language").stringValue()).isEqualTo("zh");
        assertThat(asPatient.at("/verdicts/0/reasons/0").stringValue()).contains("就诊");
        assertThat(asPatient.path("rules")).isEmpty();
        assertThat(asPatient.path("facts")).isEmpty();
        assertThat(asPatient.at("/signals/restraint").stringValue()).isEqualTo("GOOD");

        JsonNode asDoctor = SERVICE.get(doctor(people), path).json();
        assertThat(asDoctor.path("rules").toString()).contains("care-after-an-encounter");
        assertThat(asDoctor.path("facts")).isEmpty();

        JsonNode asOfficer =
                SERVICE.get(SERVICE.supervisor(HOSPITAL, "V1"), path).json();
        assertThat(asOfficer.at("/facts/scene").stringValue()).isEqualTo("OUTPATIENT");
        assertThat(asOfficer.path("rules").toString()).contains("scene == 'INPATIENT'");

        SERVICE.get(SERVICE.patient(HOSPITAL, "P999999"), path).is(404);
    }

    @Test
    void every_past_decision_gives_the_same_when_it_is_made_again() {
        givenDecided();
        int replayed = 0;
        String after = null;
        List<Stored<Pair>> page;
        do {
            page = PAIRS.page(HOSPITAL, new Document(), after, 500);
            for (Stored<Pair> stored : page) {
                for (Pair.PastCase one : stored.state().cases().toList()) {
                    assertThat(SERVICE.bean(Library.class)
                                    .again(
                                            one.decided().facts(),
                                            one.decided().assessment().policies()))
                            .isEqualTo(one.decided().assessment());
                    replayed++;
                }
                after = stored.id();
            }
        } while (page.size() == 500);
        assertThat(replayed).isPositive();
    }

    @Test
    void the_patient_contests_a_trust_signal_and_sees_it_from_the_next_decision_on() {
        SampleEvents people = givenDecided();
        String path = path(people) + "/contested/restraint";

        SERVICE.post(doctor(people), path, "{}").is(403);
        SERVICE.post(SERVICE.patient(HOSPITAL, "P999999"), path, "{}").is(404);
        assertThat(SERVICE.post(patient(people), path, "{}").is(200).body()).isEqualTo("[\"RESTRAINT\"]");

        SampleEvents next = people.next();
        submit(next);
        Eventually.passes(() -> assertThat(current(next).number()).isEqualTo(2));
        assertThat(stored(next)
                        .state()
                        .caseOf(next.request())
                        .orElseThrow()
                        .decided()
                        .facts()
                        .history()
                        .restraint()
                        .name())
                .isEqualTo("CONTESTED");
    }
}
