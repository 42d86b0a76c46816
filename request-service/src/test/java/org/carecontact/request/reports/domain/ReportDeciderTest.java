package org.carecontact.request.reports.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.reports.domain.Report.Contested;
import org.carecontact.request.reports.domain.Report.Decided;
import org.carecontact.request.reports.domain.Report.Filed;
import org.carecontact.request.reports.domain.Report.Final;
import org.carecontact.request.reports.domain.Report.NotFiled;
import org.carecontact.request.reports.domain.Report.Open;
import org.carecontact.request.reports.domain.ReportCommand.ContestDecision;
import org.carecontact.request.reports.domain.ReportCommand.Decide;
import org.carecontact.request.reports.domain.ReportCommand.DecideFinally;
import org.carecontact.request.reports.domain.ReportCommand.Elapse;
import org.carecontact.request.reports.domain.ReportCommand.FileReport;
import org.carecontact.request.reports.domain.Verdict.Outcome;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportDeciderTest {

    private static final ReportLimits LIMITS =
            new ReportLimits(Duration.ofDays(3), Duration.ofDays(7), Duration.ofDays(15));
    private static final ReportDecider DECIDER = new ReportDecider(LIMITS);
    private static final Instant T = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant LATER = T.plus(Duration.ofHours(1));
    private static final Instant YEAR = T.plus(Duration.ofDays(365));
    private static final RequestId REQUEST = RequestId.of("a".repeat(26) + "-1");

    private static final Filing BY_PATIENT = filing(Side.PATIENT, Category.HARASSMENT);
    private static final Filing BY_DOCTOR = filing(Side.DOCTOR, Category.HARASSMENT);
    private static final Open OPEN = open(BY_DOCTOR);
    private static final Verdict NOTHING = verdict(Outcome.NOTHING, "V1", null);
    private static final Verdict WARNING = verdict(Outcome.WARNING, "V1", null);
    private static final Verdict END = verdict(Outcome.END, "V1", null);
    private static final Verdict BAR = verdict(Outcome.END_AND_BAR, "V1", YEAR);
    private static final Verdict OTHERS = verdict(Outcome.NOTHING, "V2", null);
    private static final Decided DECIDED = decided(BY_DOCTOR, BAR);
    private static final Contest CONTEST = new Contest(Side.PATIENT, "P1", "sealed", LATER);
    private static final Contested CONTESTED =
            new Contested(BY_DOCTOR, BAR, CONTEST, LATER.plus(Duration.ofDays(3)), false);
    private static final Final STOOD = new Final(BY_DOCTOR, BAR, null, null);
    private static final Final ANSWERED = new Final(BY_DOCTOR, BAR, CONTEST, OTHERS);

    // ---- a side reports

    @ParameterizedTest
    @EnumSource(Category.class)
    void a_report_waits_for_a_supervisor_and_suspends_where_its_category_says_so(Category category) {
        Filing filing = filing(Side.PATIENT, category);
        boolean suspends =
                Set.of(Category.HARASSMENT, Category.LEAK, Category.DIVERSION).contains(category);

        then(
                new NotFiled(),
                new FileReport(filing, T),
                new ReportEvent.MisuseReported(new Open(
                        filing, T.plus(Duration.ofDays(3)), suspends ? T.plus(Duration.ofDays(7)) : null, false)));
    }

    @Test
    void a_number_is_taken_once() {
        for (Filed filed : filed()) {
            refused(filed, new FileReport(BY_DOCTOR, LATER), new ReportRejection.AlreadyFiled());
        }
    }

    @Test
    void of_a_report_that_nobody_filed_nothing_can_be_decided_or_contested() {
        for (ReportCommand command : List.of(new Decide(BAR), new DecideFinally(BAR), new ContestDecision(CONTEST))) {
            refused(new NotFiled(), command, new ReportRejection.NoSuchReport());
        }
    }

    // ---- a supervisor decides

    @Test
    void an_open_report_is_decided_and_the_decision_can_be_contested_for_a_time() {
        for (Verdict verdict : List.of(NOTHING, WARNING, END, BAR)) {
            then(OPEN, new Decide(verdict), new ReportEvent.ReportDecided(decided(BY_DOCTOR, verdict)));
        }
        then(overdue(OPEN), new Decide(END), new ReportEvent.ReportDecided(decided(BY_DOCTOR, END)));
    }

    @Test
    void a_report_is_decided_once() {
        for (Report report : List.of(DECIDED, CONTESTED, STOOD, ANSWERED)) {
            refused(report, new Decide(OTHERS), new ReportRejection.AlreadyDecided(T));
        }
    }

    @Test
    void nobody_is_barred_for_the_misuse_of_a_doctor() {
        refused(open(BY_PATIENT), new Decide(BAR), new ReportRejection.NothingToBar());
        refused(
                new Contested(BY_PATIENT, NOTHING, CONTEST, LATER, false),
                new DecideFinally(verdict(Outcome.END_AND_BAR, "V2", YEAR)),
                new ReportRejection.NothingToBar());
    }

    @Test
    void nobody_decides_what_concerns_them() {
        refused(OPEN, new Decide(verdict(Outcome.END, "D1", null)), new ReportRejection.YourOwnCase());
        refused(CONTESTED, new DecideFinally(verdict(Outcome.END, "D1", null)), new ReportRejection.YourOwnCase());
    }

    // ---- the side that it went against contests

    @Test
    void what_is_not_decided_can_not_be_contested() {
        refused(OPEN, new ContestDecision(CONTEST), new ReportRejection.NotDecidedYet());
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void only_the_side_that_it_went_against_contests_a_decision(Outcome outcome) {
        Decided decided = decided(BY_DOCTOR, verdict(outcome, "V1", outcome == Outcome.END_AND_BAR ? YEAR : null));
        Side against = outcome == Outcome.NOTHING ? Side.DOCTOR : Side.PATIENT;
        Contest contest = new Contest(against, "X1", "sealed", LATER);

        refused(
                decided,
                new ContestDecision(new Contest(against.other(), "X2", "sealed", LATER)),
                new ReportRejection.NotAgainstYou());
        then(
                decided,
                new ContestDecision(contest),
                new ReportEvent.DecisionContested(
                        new Contested(BY_DOCTOR, decided.first(), contest, LATER.plus(Duration.ofDays(3)), false)));
    }

    @Test
    void a_decision_is_contested_once_and_in_time() {
        Instant until = DECIDED.contestUntil();

        refused(CONTESTED, new ContestDecision(CONTEST), new ReportRejection.AlreadyContested());
        refused(ANSWERED, new ContestDecision(CONTEST), new ReportRejection.AlreadyContested());
        refused(STOOD, new ContestDecision(CONTEST), new ReportRejection.TooLateToContest(until));
        refused(
                DECIDED,
                new ContestDecision(new Contest(Side.PATIENT, "P1", "sealed", until)),
                new ReportRejection.TooLateToContest(until));
        assertThat(DECIDER.decide(
                        DECIDED, new ContestDecision(new Contest(Side.PATIENT, "P1", "sealed", until.minusMillis(1)))))
                .isInstanceOf(Decision.Accepted.class);
    }

    // ---- another supervisor answers

    @Test
    void another_supervisor_answers_a_contest_for_good() {
        refused(CONTESTED, new DecideFinally(verdict(Outcome.NOTHING, "V1", null)), new ReportRejection.DecidedByYou());
        for (Contested contested : List.of(CONTESTED, overdue(CONTESTED))) {
            then(contested, new DecideFinally(OTHERS), new ReportEvent.ReportDecidedFinally(ANSWERED, OTHERS, YEAR));
        }
        refused(ANSWERED, new DecideFinally(OTHERS), new ReportRejection.AlreadyDecided(T));
    }

    @Test
    void without_a_contest_there_is_nothing_to_answer() {
        for (Report report : List.of(OPEN, DECIDED, STOOD)) {
            refused(report, new DecideFinally(OTHERS), new ReportRejection.NotContested());
        }
    }

    // ---- time

    @Test
    void what_nobody_decides_in_time_is_overdue_and_still_waits() {
        then(OPEN, new Elapse(OPEN.due()), new ReportEvent.DecisionOverdue());
        then(CONTESTED, new Elapse(CONTESTED.due()), new ReportEvent.DecisionOverdue());
        assertThat(DECIDER.evolve(OPEN, new ReportEvent.DecisionOverdue())).isEqualTo(overdue(OPEN));
        assertThat(DECIDER.evolve(CONTESTED, new ReportEvent.DecisionOverdue())).isEqualTo(overdue(CONTESTED));
        for (Report over : List.of(overdue(OPEN), overdue(CONTESTED))) {
            assertThat(over.timeLimit()).isEmpty();
            refused(over, new Elapse(YEAR), new ReportRejection.NotDue());
        }
    }

    @Test
    void a_decision_that_nobody_contests_stands() {
        then(DECIDED, new Elapse(DECIDED.contestUntil()), new ReportEvent.DecisionStood(STOOD));
    }

    @Test
    void nothing_elapses_before_its_time_or_without_one() {
        for (Report report : List.of(OPEN, DECIDED, CONTESTED)) {
            refused(report, new Elapse(report.timeLimit().orElseThrow().minusMillis(1)), new ReportRejection.NotDue());
        }
        for (Report report : List.of(new NotFiled(), STOOD, ANSWERED)) {
            refused(report, new Elapse(YEAR), new ReportRejection.NotDue());
        }
    }

    // ---- what holds of every way through the table

    @Test
    void whoever_is_barred_was_barred_by_a_supervisor_and_by_the_decision_that_counts() {
        List<ReportCommand> commands = new ArrayList<>(List.of(
                new FileReport(BY_PATIENT, T),
                new FileReport(BY_DOCTOR, T),
                new ContestDecision(CONTEST),
                new ContestDecision(new Contest(Side.DOCTOR, "D1", "sealed", LATER)),
                new Elapse(T.plus(Duration.ofDays(4))),
                new Elapse(YEAR)));
        for (String supervisor : List.of("V1", "V2")) {
            for (Outcome outcome : Outcome.values()) {
                Verdict verdict = verdict(outcome, supervisor, outcome == Outcome.END_AND_BAR ? YEAR : null);
                commands.add(new Decide(verdict));
                commands.add(new DecideFinally(verdict));
            }
        }
        Set<Report> seen = new HashSet<>();
        List<Report> next = new ArrayList<>(List.of(DECIDER.initial()));
        while (!next.isEmpty()) {
            Report report = next.removeLast();
            if (seen.add(report)) {
                for (ReportCommand command : commands) {
                    Report after = after(report, command);
                    if (!bar(after).equals(bar(report))) {
                        assertThat(command).isInstanceOf(ReportCommand.Deciding.class);
                        assertThat(bar(after))
                                .isEqualTo(Optional.ofNullable(((ReportCommand.Deciding) command)
                                        .verdict()
                                        .barredUntil()));
                        assertThat(((Filed) after).filing().about()).isEqualTo(Side.PATIENT);
                    }
                    next.add(after);
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(40);
    }

    @Test
    void ids_tell_the_request_the_side_and_the_number() {
        assertThat(BY_PATIENT.id()).isEqualTo(REQUEST + "-p1");
        assertThat(Filing.requestOf(BY_DOCTOR.id())).contains(REQUEST);
        for (String none : List.of("", REQUEST.toString(), REQUEST + "-x1", REQUEST + "-p0", REQUEST + "-p10")) {
            assertThat(Filing.requestOf(none)).isEmpty();
        }
    }

    private static Optional<Instant> bar(Report report) {
        return report instanceof Filed filed ? filed.verdict().map(Verdict::barredUntil) : Optional.empty();
    }

    private static List<Filed> filed() {
        return List.of(OPEN, DECIDED, CONTESTED, STOOD, ANSWERED);
    }

    private static Filing filing(Side by, Category category) {
        return new Filing(
                "tongren",
                REQUEST,
                new PatientId("P1"),
                new DoctorId("D1"),
                by,
                by == Side.PATIENT ? "P1" : "D1",
                1,
                category,
                "sealed",
                T);
    }

    private static Open open(Filing filing) {
        return new Open(filing, T.plus(Duration.ofDays(3)), T.plus(Duration.ofDays(7)), false);
    }

    private static Open overdue(Open open) {
        return new Open(open.filing(), open.due(), open.heldUntil(), true);
    }

    private static Contested overdue(Contested at) {
        return new Contested(at.filing(), at.first(), at.contest(), at.due(), true);
    }

    private static Decided decided(Filing filing, Verdict verdict) {
        return new Decided(filing, verdict, T.plus(Duration.ofDays(15)));
    }

    private static Verdict verdict(Outcome outcome, String by, @Nullable Instant barredUntil) {
        return new Verdict(outcome, "sealed", by, barredUntil, T);
    }

    private static void then(Report report, ReportCommand command, ReportEvent... events) {
        assertThat(DECIDER.decide(report, command)).isEqualTo(Decision.accept(events));
    }

    private static void refused(Report report, ReportCommand command, ReportRejection reason) {
        assertThat(DECIDER.decide(report, command)).isEqualTo(Decision.reject(reason));
    }

    private static Report after(Report report, ReportCommand command) {
        return DECIDER.decide(report, command)
                        instanceof Decision.Accepted<ReportEvent, ReportRejection>(List<ReportEvent> events)
                ? Stream.iterate(0, at -> at < events.size(), at -> at + 1)
                        .map(events::get)
                        .reduce(report, DECIDER::evolve, (_, last) -> last)
                : report;
    }
}
