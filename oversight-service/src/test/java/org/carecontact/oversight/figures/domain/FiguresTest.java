package org.carecontact.oversight.figures.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.oversight.ledger.domain.Entries.NOON;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.carecontact.oversight.ledger.domain.CaseEvent;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final List<FigureEntry> GRANTED = List.of(
            entry("a-1", "ContactRequestSubmitted", "SUBMITTED", 0),
            entry("a-1", "PolicyPrechecked", "PERMIT", 10),
            entry("a-1", "ConsentAsked", "ASKED", 20),
            entry("a-1", "ConsentSigned", "SIGNED", 30),
            entry("a-1", "PolicyDecided", "PERMIT", 40),
            entry("a-1", "DoctorAsked", "AWAITING_DOCTOR", 50),
            entry("a-1", "ContactGranted", "GRANTED", 60));

    @Test
    void a_granted_request_counts_once_in_its_scene_and_institution_type() {
        Counted counted = of(GRANTED);

        assertThat(counted.total()).isEqualTo(new Outcomes(1, 1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(counted.figures().ofScene(Scene.OUTPATIENT)).isEqualTo(counted.total());
        assertThat(counted.figures().ofInstitutionType(InstitutionType.PUBLIC_TERTIARY))
                .isEqualTo(counted.total());
        assertThat(counted.figures().ofScene(Scene.ONLINE)).isEqualTo(Outcomes.NONE);
        assertThat(counted.total().successRate()).isEqualTo(100.0);
        assertThat(counted.toDecision()).containsExactly(40L);
        assertThat(counted.toGranted()).containsExactly(60L);
    }

    @Test
    void duplicates_and_any_order_change_nothing() {
        for (int seed = 0; seed < 50; seed++) {
            List<FigureEntry> shuffled = new ArrayList<>(GRANTED);
            shuffled.addAll(GRANTED);
            shuffled.addAll(GRANTED.subList(2, 5));
            Collections.shuffle(shuffled, new Random(seed));

            Counted counted = of(shuffled);

            assertThat(counted.total()).isEqualTo(new Outcomes(1, 1, 0, 0, 0, 0, 0, 0, 0));
            assertThat(counted.toDecision()).hasSize(1);
            assertThat(counted.toDecision()).containsExactly(40L);
        }
    }

    @Test
    void each_outcome_is_told_apart() {
        Counted counted = of(List.of(
                entry("a-1", "ContactRequestSubmitted", "SUBMITTED", 0),
                entry("b-1", "RequestRedirected", "REDIRECTED", 5),
                entry("c-1", "RequestDeclined", "DECLINED", 5),
                entry("d-1", "RequestWithdrawn", "WITHDRAWN", 5),
                entry("e-1", "RequestExpired", "EXPIRED", 5),
                entry("f-1", "ContactGranted", "GRANTED", 5),
                entry("f-1", "ContactEnded", "ENDED", 6),
                entry("g-1", "PolicyDecided", "DEFER", 5),
                entry("g-1", "PolicyDecided", "DEFER", 6)));

        assertThat(counted.total()).isEqualTo(new Outcomes(7, 1, 1, 1, 1, 1, 1, 1, 2));
        assertThat(counted.toDecision()).isEmpty();
    }

    @Test
    void a_precheck_that_denies_is_a_decision_and_one_that_permits_is_none() {
        assertThat(of(List.of(entry("a-1", "PolicyPrechecked", "DENY", 7))).toDecision())
                .containsExactly(7L);
        assertThat(of(List.of(entry("a-1", "PolicyPrechecked", "PERMIT", 7))).toDecision())
                .isEmpty();
    }

    @Test
    void the_decision_after_a_deferral_is_the_one_that_is_timed() {
        Counted counted = of(List.of(
                entry("a-1", "PolicyDecided", "DEFER", 10),
                entry("a-1", "PolicyDecided", "PERMIT", 90),
                entry("a-1", "PolicyDecided", "PERMIT", 95)));

        assertThat(counted.toDecision()).containsExactly(90L);
        assertThat(counted.total().deferredOnce()).isEqualTo(1);
    }

    @Test
    void a_decision_that_a_clock_put_before_its_submission_took_no_time() {
        assertThat(of(List.of(entry("a-1", "PolicyDecided", "PERMIT", -5))).toDecision())
                .containsExactly(0L);
    }

    @Test
    void requests_submitted_before_do_not_count_and_those_of_that_very_moment_do() {
        assertThat(of(GRANTED, NOON.plusMillis(1), 100, 1).total()).isEqualTo(Outcomes.NONE);
        assertThat(of(GRANTED, NOON, 100, 1).total().submitted()).isEqualTo(1);
    }

    @Test
    void what_tells_no_time_of_submission_is_no_request_yet() {
        assertThat(of(List.of(entry("a-1", "ConsentSigned", "SIGNED", 1))).total())
                .isEqualTo(Outcomes.NONE);
    }

    @Test
    void more_passes_give_the_same_figures() {
        List<FigureEntry> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(entry("r" + i + "-1", "ContactRequestSubmitted", "SUBMITTED", 0));
            many.add(entry("r" + i + "-1", "PolicyDecided", "PERMIT", i));
        }

        Counted once = of(many, Instant.EPOCH, 1000, 1);
        Counted dealt = of(many, Instant.EPOCH, 100, 8);

        assertThat(dealt.total()).isEqualTo(once.total()).isEqualTo(new Outcomes(500, 0, 0, 0, 0, 0, 0, 0, 500));
        assertThat(dealt.toDecision()).containsExactlyInAnyOrderElementsOf(once.toDecision());
    }

    @Test
    void it_refuses_to_hold_more_requests_than_it_may() {
        Figures figures = new Figures(Instant.EPOCH, 1, 1, _ -> {}, _ -> {});

        assertThat(figures.take(entry("a-1", "ContactRequestSubmitted", "SUBMITTED", 0)))
                .isTrue();
        assertThat(figures.take(entry("a-1", "PolicyDecided", "PERMIT", 0))).isTrue();
        assertThat(figures.take(entry("b-1", "ContactRequestSubmitted", "SUBMITTED", 0)))
                .isFalse();
    }

    private static Counted of(List<FigureEntry> all) {
        return of(all, Instant.EPOCH, 100, 1);
    }

    private static Counted of(List<FigureEntry> all, Instant since, int most, int passes) {
        List<Long> toDecision = new ArrayList<>();
        List<Long> toGranted = new ArrayList<>();
        Counted counted =
                new Counted(new Figures(since, most, passes, toDecision::add, toGranted::add), toDecision, toGranted);
        do {
            all.forEach(entry -> assertThat(counted.figures().take(entry)).isTrue());
        } while (counted.figures().count());
        return counted;
    }

    private static FigureEntry entry(String request, String type, String outcome, long afterNoon) {
        boolean assessed = type.startsWith("Policy");
        boolean timed = assessed || type.startsWith("Request") || type.startsWith("Contact");
        return new FigureEntry(
                CaseEvent.of(type, outcome),
                request,
                assessed ? Scene.OUTPATIENT : null,
                assessed ? InstitutionType.PUBLIC_TERTIARY : null,
                NOON.plusMillis(afterNoon),
                timed ? NOON : null);
    }

    private record Counted(Figures figures, List<Long> toDecision, List<Long> toGranted) {

        Outcomes total() {
            return figures.total();
        }
    }
}
