package org.carecontact.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What {@code GET /figures} counts, and for whom. */
class FiguresApiTest extends RunningOversight {

    private static final AtomicInteger HOSPITALS = new AtomicInteger();

    @Test
    void figures_count_each_request_once_beside_the_seed_baseline() {
        String hospital = hospital();
        Story.at(hospital).granted().twice();
        Story.at(hospital).granted().ended().twice();
        Story.at(hospital)
                .submitted()
                .prechecked(PolicyOutcome.DENY)
                .redirected()
                .twice();
        Story.at(hospital)
                .submitted()
                .prechecked(PolicyOutcome.PERMIT)
                .decided(PolicyOutcome.DEFER)
                .twice();

        Eventually.passes(() -> assertThat(figures(hospital, "staff")
                        .get("total")
                        .get("deferredOnce")
                        .asInt())
                .isEqualTo(1));
        JsonNode figures = figures(hospital, "supervisor");

        JsonNode total = figures.get("total");
        assertThat(total.get("submitted").asInt()).isEqualTo(4);
        assertThat(total.get("granted").asInt()).isEqualTo(2);
        assertThat(total.get("redirected").asInt()).isEqualTo(1);
        assertThat(total.get("ended").asInt()).isEqualTo(1);
        assertThat(total.get("open").asInt()).isEqualTo(1);
        assertThat(total.get("successRate").asDouble()).isEqualTo(50.0);
        JsonNode outpatient = figures.get("byScene").get(0);
        assertThat(outpatient.get("code").asString()).isEqualTo("OUTPATIENT");
        assertThat(outpatient.get("submitted").asInt()).isEqualTo(4);
        assertThat(outpatient.get("seedBaseline").asDouble()).isEqualTo(58.3);
        assertThat(values(figures.get("byScene"), "seedBaseline")).containsExactly("58.3", "32.1", "21.5");
        assertThat(values(figures.get("byInstitutionType"), "seedBaseline")).containsExactly("18.0", "63.0", "47.0");
        assertThat(figures.get("submitToDecision").get("count").asInt()).isEqualTo(3);
        assertThat(figures.get("submitToDecision").get("medianMs").asLong()).isBetween(596L, 600L);
        assertThat(figures.get("submitToGranted").get("p99Ms").asLong()).isBetween(894L, 900L);
        assertThat(figures.get("seedBaseline").get("label").get("zh").asString())
                .isEqualTo("种子基线");
        assertThat(figures.get("seedBaseline").get("verified").asBoolean()).isFalse();
        assertThat(figures.get("seedBaseline").get("claims")).hasSize(13);
    }

    @Test
    void figures_are_of_the_callers_hospital_and_of_all_for_the_operator() {
        String one = hospital();
        String other = hospital();
        Story.at(one).granted();
        Story.at(other).granted();

        awaitSubmitted(one, 1);
        awaitSubmitted(other, 1);
        assertThat(submitted(figures("none", "staff"))).isZero();
        assertThat(submitted(figures("none", "operator"))).isGreaterThanOrEqualTo(2);
        get("/figures", one, "patient").isProblem(403, "wrong-role");
    }

    @Test
    void since_leaves_out_what_was_submitted_before() {
        String hospital = hospital();
        Story.at(hospital).granted();
        awaitSubmitted(hospital, 1);

        assertThat(submittedSince(hospital, Story.NOON.toString())).isEqualTo(1);
        assertThat(submittedSince(hospital, Story.NOON.plusMillis(1).toString()))
                .isZero();
        Answer problem = get("/figures?since=yesterday", hospital, "staff").isProblem();
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.text("field")).isEqualTo("since");
        assertThat(problem.text("remedy")).contains("2026-11-01T00:00:00Z");
    }

    @Test
    void figures_since_a_time_that_no_calendar_here_has_are_refused() {
        for (String since : List.of(
                "-1000000000-01-01T00:00:00Z",
                "%2B1000000000-12-31T23:59:59.999999999Z",
                "1999-12-31T23:59:59Z",
                "x")) {
            Answer answer = get("/figures?since=" + since, HOSPITAL, "staff").isProblem();
            assertThat(answer.status()).as(since).isEqualTo(400);
            assertThat(answer.text("field")).isEqualTo("since");
        }
    }

    /** One that no other test has. */
    private static String hospital() {
        return "h" + HOSPITALS.incrementAndGet();
    }

    private static void awaitSubmitted(String hospital, int count) {
        Eventually.passes(
                () -> assertThat(submitted(figures(hospital, "staff"))).isEqualTo(count));
    }

    private static int submittedSince(String hospital, String since) {
        return submitted(get("/figures?since=" + since, hospital, "staff").json());
    }

    private static JsonNode figures(String hospital, String role) {
        return get("/figures", hospital, role).is(200).json();
    }

    private static int submitted(JsonNode figures) {
        return figures.get("total").get("submitted").asInt();
    }
}
