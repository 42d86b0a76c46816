package org.carecontact.oversight.figures.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.oversight.ledger.domain.Entries.NOON;
import static org.carecontact.oversight.ledger.domain.Entries.seen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final List<RequestFact> GRANTED = List.of(
            seen("a-1", "ContactRequestSubmitted", "SUBMITTED", 0),
            seen("a-1", "PolicyPrechecked", "PERMIT", 10),
            seen("a-1", "ConsentAsked", "ASKED", 20),
            seen("a-1", "ConsentSigned", "SIGNED", 30),
            seen("a-1", "PolicyDecided", "PERMIT", 40),
            seen("a-1", "DoctorAsked", "AWAITING_DOCTOR", 50),
            seen("a-1", "ContactGranted", "GRANTED", 60));

    @Test
    void a_granted_request_counts_once_in_its_scene_and_institution_type() {
        Figures figures = of(GRANTED);

        assertThat(figures.total()).isEqualTo(new Outcomes(1, 1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(figures.ofScene("OUTPATIENT")).isEqualTo(figures.total());
        assertThat(figures.ofInstitutionType("PUBLIC_TERTIARY")).isEqualTo(figures.total());
        assertThat(figures.ofScene("ONLINE")).isEqualTo(Outcomes.NONE);
        assertThat(figures.total().successRate()).isEqualTo(100.0);
        assertThat(figures.toDecision().getValueAtPercentile(50)).isEqualTo(40);
        assertThat(figures.toGranted().getValueAtPercentile(99)).isEqualTo(60);
    }

    @Test
    void duplicates_and_any_order_change_nothing() {
        for (int seed = 0; seed < 50; seed++) {
            List<RequestFact> shuffled = new ArrayList<>(GRANTED);
            shuffled.addAll(GRANTED);
            shuffled.addAll(GRANTED.subList(2, 5));
            Collections.shuffle(shuffled, new Random(seed));

            Figures figures = of(shuffled);

            assertThat(figures.total()).isEqualTo(new Outcomes(1, 1, 0, 0, 0, 0, 0, 0, 0));
            assertThat(figures.toDecision().getTotalCount()).isEqualTo(1);
            assertThat(figures.toDecision().getValueAtPercentile(50)).isEqualTo(40);
        }
    }

    @Test
    void each_outcome_is_told_apart() {
        Figures figures = of(List.of(
                seen("a-1", "ContactRequestSubmitted", "SUBMITTED", 0),
                seen("b-1", "RequestRedirected", "REDIRECTED", 5),
                seen("c-1", "RequestDeclined", "DECLINED", 5),
                seen("d-1", "RequestWithdrawn", "WITHDRAWN", 5),
                seen("e-1", "RequestExpired", "EXPIRED", 5),
                seen("f-1", "ContactGranted", "GRANTED", 5),
                seen("f-1", "ContactEnded", "ENDED", 6),
                seen("g-1", "PolicyDecided", "DEFER", 5),
                seen("g-1", "PolicyDecided", "DEFER", 6)));

        assertThat(figures.total()).isEqualTo(new Outcomes(7, 1, 1, 1, 1, 1, 1, 1, 2));
        assertThat(figures.toDecision().getTotalCount()).isZero();
    }

    @Test
    void a_precheck_that_denies_is_a_decision_and_one_that_permits_is_none() {
        assertThat(of(List.of(seen("a-1", "PolicyPrechecked", "DENY", 7)))
                        .toDecision()
                        .getValueAtPercentile(50))
                .isEqualTo(7);
        assertThat(of(List.of(seen("a-1", "PolicyPrechecked", "PERMIT", 7)))
                        .toDecision()
                        .getTotalCount())
                .isZero();
    }

    @Test
    void the_decision_after_a_deferral_is_the_one_that_is_timed() {
        Figures figures = of(List.of(
                seen("a-1", "PolicyDecided", "DEFER", 10),
                seen("a-1", "PolicyDecided", "PERMIT", 90),
                seen("a-1", "PolicyDecided", "PERMIT", 95)));

        assertThat(figures.toDecision().getValueAtPercentile(50)).isEqualTo(90);
        assertThat(figures.total().deferredOnce()).isEqualTo(1);
    }

    @Test
    void requests_submitted_before_do_not_count_and_those_of_that_very_moment_do() {
        assertThat(of(GRANTED, NOON.plusMillis(1), 100, 1).total()).isEqualTo(Outcomes.NONE);
        assertThat(of(GRANTED, NOON, 100, 1).total().submitted()).isEqualTo(1);
    }

    @Test
    void what_tells_no_time_of_submission_is_no_request_yet() {
        assertThat(of(List.of(seen("a-1", "ConsentSigned", "SIGNED", 1))).total())
                .isEqualTo(Outcomes.NONE);
    }

    @Test
    void more_passes_give_the_same_figures() {
        List<RequestFact> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(seen("r" + i + "-1", "ContactRequestSubmitted", "SUBMITTED", 0));
            many.add(seen("r" + i + "-1", "PolicyDecided", "PERMIT", i));
        }

        Figures once = of(many, Instant.EPOCH, 1000, 1);
        Figures dealt = of(many, Instant.EPOCH, 100, 8);

        assertThat(dealt.total()).isEqualTo(once.total()).isEqualTo(new Outcomes(500, 0, 0, 0, 0, 0, 0, 0, 500));
        assertThat(dealt.toDecision().getValueAtPercentile(99))
                .isEqualTo(once.toDecision().getValueAtPercentile(99));
    }

    @Test
    void it_refuses_to_hold_more_requests_than_it_may() {
        Figures figures = new Figures(Instant.EPOCH, 1, 1);

        assertThat(figures.take(seen("a-1", "ContactRequestSubmitted", "SUBMITTED", 0)))
                .isTrue();
        assertThat(figures.take(seen("a-1", "PolicyDecided", "PERMIT", 0))).isTrue();
        assertThat(figures.take(seen("b-1", "ContactRequestSubmitted", "SUBMITTED", 0)))
                .isFalse();
    }

    @Test
    void a_clock_that_went_back_counts_as_no_time() {
        Figures figures = of(List.of(seen("a-1", "ContactGranted", "GRANTED", -5)));

        assertThat(figures.toGranted().getMaxValue()).isZero();
    }

    private static Figures of(List<RequestFact> all) {
        return of(all, Instant.EPOCH, 100, 1);
    }

    private static Figures of(List<RequestFact> all, Instant since, int most, int passes) {
        Figures figures = new Figures(since, most, passes);
        do {
            all.forEach(seen -> assertThat(figures.take(seen)).isTrue());
        } while (figures.count());
        return figures;
    }
}
