package org.carecontact.request.patients.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.schemas.ids.PatientId;
import org.junit.jupiter.api.Test;

class MergeDeciderTest {

    private static final MergeDecider DECIDER = new MergeDecider();
    private static final Instant T = Instant.parse("2026-03-02T08:00:00Z");
    private static final PatientId B = new PatientId("B");
    private static final PatientId C = new PatientId("C");

    @Test
    void a_number_in_use_is_merged() {
        assertThat(DECIDER.decide(new PatientNumber.InUse(), new NoteMerge(B, T)))
                .isEqualTo(Decision.accept(new NumberMerged(B, T)));
    }

    @Test
    void a_merge_that_is_told_again_changes_nothing_whenever_it_is_said_to_have_been() {
        PatientNumber merged = new PatientNumber.Merged(B, T);

        assertThat(DECIDER.decide(merged, new NoteMerge(B, T))).isEqualTo(new Decision.Accepted<>(List.of()));
        assertThat(DECIDER.decide(merged, new NoteMerge(B, T.plusSeconds(1))))
                .isEqualTo(new Decision.Accepted<>(List.of()));
    }

    @Test
    void of_two_merges_the_later_counts_in_whatever_order_they_are_told() {
        List<NoteMerge> told = List.of(new NoteMerge(B, T), new NoteMerge(C, T.plusSeconds(1)));

        assertThat(after(told))
                .isEqualTo(after(told.reversed()))
                .isEqualTo(new PatientNumber.Merged(C, T.plusSeconds(1)));
        assertThat(DECIDER.decide(after(told), told.getFirst()))
                .isEqualTo(Decision.reject(new MergeRejection.Outdated()));
    }

    @Test
    void merges_of_one_moment_end_alike_in_either_order() {
        List<NoteMerge> told = List.of(new NoteMerge(B, T), new NoteMerge(C, T));

        assertThat(after(told)).isEqualTo(after(told.reversed()));
    }

    private static PatientNumber after(List<NoteMerge> told) {
        PatientNumber number = DECIDER.initial();
        for (NoteMerge one : told) {
            if (DECIDER.decide(number, one)
                    instanceof Decision.Accepted<NumberMerged, MergeRejection>(List<NumberMerged> events)) {
                for (NumberMerged event : events) {
                    number = DECIDER.evolve(number, event);
                }
            }
        }
        return number;
    }
}
