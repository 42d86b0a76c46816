package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** Reports of misuse pass triage too: an emergency among them is found, and few others are taken for one. */
class ReportsHeldOutTest {

    private static final Grader BOTH = new TriageExamples(
            new ClassPathResource(Labelled.EXAMPLES),
            new TriageRules(TriageTerms.read(new ClassPathResource("triage.yml"))));

    @Test
    void r12_a_report_is_taken_for_an_emergency_when_it_is_one_and_seldom_otherwise() {
        List<Labelled> all = Labelled.in("triage/reports-held-out.txt");
        List<Labelled> wrong = all.stream()
                .filter(one -> (BOTH.grade(one.text()) == Grade.EMERGENCY) != (one.grade() == Grade.EMERGENCY))
                .toList();

        assertThat(wrong).noneMatch(one -> one.grade() == Grade.EMERGENCY);
        assertThat(wrong.size()).as("taken for emergencies: %s", wrong).isLessThanOrEqualTo(4);
    }
}
