package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.events.MisuseReported;
import org.carecontact.events.ReportContested;
import org.carecontact.events.ReportDecided;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.request.reports.domain.Category;
import org.carecontact.request.reports.domain.Filing;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.request.reports.domain.ReportCommand;
import org.carecontact.request.reports.domain.ReportEvent;
import org.carecontact.request.reports.domain.ReportRejection;
import org.carecontact.request.reports.domain.Side;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** Reports of misuse, from the filing to the last decision, as each side and the supervisors see them. */
class ReportsTest extends RunningRequests {

    private static final String TEXT = "医生把我和他的聊天截图给别人看";

    private static final String OBJECTION = "我没有做广告,只是转发了一篇健康科普";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Autowired
    Documents<ReportCommand, Report, ReportEvent, ReportRejection> documents;

    @Autowired
    Seal seal;

    @Autowired
    Environment environment;

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void k6_harassment_suspends_the_contact_at_once_until_a_supervisor_decides() {
        People people = granted();

        Answer filed = report(people, people.patientToken, "HARASSMENT").is(201);

        assertThat(filed.text("state")).isEqualTo("OPEN");
        assertThat(people.show().text("state")).isEqualTo("SUSPENDED");
        assertThat(people.show()
                        .json()
                        .path("suspensions")
                        .path(0)
                        .path("cause")
                        .asString())
                .isEqualTo("REPORT");
        String report = filed.text("report");
        assertThat(waiting(supervisor(1))).contains(report);
        assertThat(decide(report, supervisor(1), "{\"outcome\":\"WARNING\",\"reason\":\"已提醒\"}")
                        .is(200)
                        .text("state"))
                .isEqualTo("DECIDED");

        people.awaitState("GRANTED");
        assertThat(waiting(supervisor(1))).doesNotContain(report);
        JsonNode seen = get("/reports/" + report, people.doctorToken).is(200).json();
        assertThat(seen.path("decision").path("outcome").asString()).isEqualTo("WARNING");
        assertThat(seen.path("decision").path("reason").asString()).isEqualTo("已提醒");
        assertThat(of(people, MisuseReported.class)).hasSize(1);
        assertThat(of(people, ContactSuspended.class)).hasSize(1);
        assertThat(of(people, ContactResumed.class)).hasSize(1);
        assertThat(of(people, ReportDecided.class))
                .singleElement()
                .satisfies(event -> assertThat(event.getOutcome()).isEqualTo("WARNING"));
    }

    @Test
    void k6_what_does_not_suspend_waits_and_a_doctors_misuse_ends_the_contact_without_a_bar() {
        People people = granted();
        for (String category : List.of("OUT_OF_HOURS", "ADVERTISING", "GIFTS")) {
            String report =
                    report(people, people.patientToken, category).is(201).text("report");
            assertThat(people.show().text("state")).isEqualTo("GRANTED");
            assertThat(decide(report, supervisor(1), "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\",\"barDays\":9}")
                            .problem())
                    .isEqualTo("nothing-to-bar");
            decide(
                            report,
                            supervisor(1),
                            category.equals("GIFTS")
                                    ? "{\"outcome\":\"END\",\"reason\":\"收受礼品\"}"
                                    : "{\"outcome\":\"NOTHING\",\"reason\":\"未发现问题\"}")
                    .is(200);
        }

        people.awaitState("ENDED");

        assertThat(people.show().text("reason")).isEqualTo("misuse");
        assertThat(people.show().json().path("contact").path("endedBy").asString())
                .isEqualTo("MISUSE");
        people.submit().is(201);
    }

    @Test
    void k6_a_bar_keeps_the_patients_side_away_until_a_contest_succeeds() {
        People people = granted();
        String report =
                report(people, people.doctorToken, "ADVERTISING").is(201).text("report");
        assertThat(people.show().text("state")).isEqualTo("GRANTED");
        assertThat(people.show().json().has("coolDownUntil")).isFalse();
        Answer decided = decide(report, supervisor(1), "{\"outcome\":\"END_AND_BAR\",\"reason\":\"广告\",\"barDays\":30}")
                .is(200);
        people.awaitState("ENDED");
        Answer barred = people.submit();
        assertThat(barred.problem()).isEqualTo("cooling-down");
        assertThat(barred.text("coolDownUntil")).isEqualTo(decided.text("barredUntil"));

        assertThat(contest(report, people.doctorToken, OBJECTION).problem()).isEqualTo("decision-not-against-you");
        assertThat(decideFinally(report, supervisor(2), "NOTHING").problem()).isEqualTo("report-not-contested");
        contest(report, people.patientToken, OBJECTION).is(200);
        assertThat(contest(report, people.patientToken, OBJECTION).problem()).isEqualTo("report-contested");
        assertThat(waiting(supervisor(1))).contains(report);
        assertThat(decideFinally(report, supervisor(1), "NOTHING").problem()).isEqualTo("another-supervisor-decides");
        assertThat(people.submit().problem()).isEqualTo("cooling-down");
        decideFinally(report, supervisor(2), "NOTHING").is(200);

        Eventually.passes(
                () -> assertThat(people.show().json().has("coolDownUntil")).isFalse());
        assertThat(people.show().text("state")).isEqualTo("ENDED");
        assertThat(contest(report, people.patientToken, OBJECTION).problem()).isEqualTo("report-contested");
        assertThat(decide(report, supervisor(2), "{\"outcome\":\"END\",\"reason\":\"x\"}")
                        .problem())
                .isEqualTo("report-decided");
        people.submit().is(201);
        assertThat(of(people, ReportContested.class)).hasSize(1);
        assertThat(of(people, ReportDecided.class))
                .extracting(ReportDecided::getLast)
                .containsExactly(false, true);
    }

    @Test
    void k6_of_two_bars_the_one_that_is_taken_back_leaves_the_other() {
        People people = granted();
        String first = report(people, people.doctorToken, "GIFTS").is(201).text("report");
        decide(first, supervisor(1), "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\",\"barDays\":300}")
                .is(200);
        people.awaitState("ENDED");
        String second = report(people, people.doctorToken, "LEAK").is(201).text("report");
        Answer shorter = decide(second, supervisor(1), "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\",\"barDays\":20}")
                .is(200);
        contest(first, people.patientToken, OBJECTION).is(200);
        decideFinally(first, supervisor(2), "WARNING").is(200);

        Eventually.value(() -> people.show().text("coolDownUntil"), shorter.text("barredUntil")::equals);

        assertThat(people.submit().problem()).isEqualTo("cooling-down");
    }

    @Test
    void k6_the_reported_side_never_sees_who_reported_or_in_which_words() {
        People people = granted();
        String family = familyToken("F" + people.number, people.patient, "CHILD");
        String report = report(people, family, "HARASSMENT").is(201).text("report");

        assertThat(get("/reports/" + report, people.doctorToken).status()).isEqualTo(404);
        assertThat(items(people.doctorToken)).isEmpty();
        assertThat(contest(report, people.doctorToken, OBJECTION).status()).isEqualTo(404);
        assertThat(get("/reports/" + report, family).text("text")).isEqualTo(TEXT);
        assertThat(get("/reports/" + report, people.patientToken).json().has("text"))
                .isFalse();
        assertThat(items(people.patientToken)).hasSize(1);
        JsonNode whole = get("/reports/" + report, supervisor(1)).json();
        assertThat(whole.path("text").asString()).isEqualTo(TEXT);
        assertThat(whole.path("filedBy").asString()).isEqualTo("F" + people.number);

        decide(report, supervisor(1), "{\"outcome\":\"END\",\"reason\":\"核实\"}").is(200);
        protects(people, report, family);
        contest(report, people.doctorToken, OBJECTION).is(200);
        protects(people, report, family);
        for (String other : List.of(family, people.patientToken)) {
            assertThat(get("/reports/" + report, other).body())
                    .contains("\"contest\"")
                    .doesNotContain(OBJECTION);
        }
        assertThat(get("/reports/" + report, people.doctorToken).body()).contains(OBJECTION);
        decideFinally(report, supervisor(2), "WARNING").is(200);
        protects(people, report, family);
        for (Topic.Event event : Topic.of(Topics.REQUESTS).events(people.pair)) {
            assertThat(String.valueOf(event.payload())).doesNotContain(TEXT, OBJECTION, "核实");
            if (event.payload() instanceof MisuseReported || event.payload() instanceof ReportDecided) {
                assertThat(String.valueOf(event.payload())).doesNotContain("F" + people.number);
            }
        }
    }

    private void protects(People people, String report, String family) {
        for (String seen : List.of(
                get("/reports/" + report, people.doctorToken).is(200).body(),
                get("/reports", people.doctorToken).is(200).body())) {
            assertThat(seen).contains(report, "HARASSMENT");
            assertThat(seen).doesNotContain(TEXT, "F" + people.number, "filedAt", "filedBy", "overdue", "V1", "V2");
        }
        assertThat(get("/reports/" + report, family).body()).contains(TEXT).doesNotContain("V1", "V2");
    }

    @Test
    void k6_nothing_of_it_is_seen_or_done_from_elsewhere() {
        People people = granted();
        People others = granted();
        String path = "/contacts/" + people.request(1) + "/reports";
        String body = body("HARASSMENT", TEXT);
        assertThat(post(path, others.patientToken, body).status()).isEqualTo(404);
        assertThat(post(path, others.doctorToken, body).status()).isEqualTo(404);
        assertThat(post(path, token("meiyan", "patient", people.patient, people.patient), body)
                        .status())
                .isEqualTo(404);
        assertThat(post(path, token("staff", "S1", null), body).status()).isEqualTo(403);
        assertThat(people.show().text("state")).isEqualTo("GRANTED");

        String report = report(people, people.patientToken, "LEAK").is(201).text("report");
        String decision = "{\"outcome\":\"END\",\"reason\":\"x\"}";
        String elsewhere = token("meiyan", "supervisor", "V1", null);
        assertThat(get("/reports/" + report, elsewhere).status()).isEqualTo(404);
        assertThat(waiting(elsewhere)).doesNotContain(report);
        assertThat(decide(report, elsewhere, decision).status()).isEqualTo(404);
        assertThat(decideFinally(report, elsewhere, "END").status()).isEqualTo(404);
        for (String stranger : List.of(
                others.patientToken,
                others.doctorToken,
                token("meiyan", "patient", people.patient, people.patient),
                token("meiyan", "doctor", people.doctor, null))) {
            assertThat(get("/reports/" + report, stranger).status()).isEqualTo(404);
            assertThat(items(stranger)).isEmpty();
            assertThat(contest(report, stranger, OBJECTION).status()).isEqualTo(404);
            assertThat(decide(report, stranger, decision).status()).isEqualTo(403);
        }
        assertThat(get("/reports/no-such-report", supervisor(1)).status()).isEqualTo(404);
        assertThat(decide(people.request(1) + "-p2", supervisor(1), decision).status())
                .isEqualTo(404);
        assertThat(people.show().text("state")).isEqualTo("SUSPENDED");
    }

    @Test
    void k6_nobody_decides_a_report_that_is_about_them_or_theirs() {
        People people = granted();
        String report = report(people, people.patientToken, "GIFTS").is(201).text("report");

        assertThat(decide(
                                report,
                                token("supervisor", people.doctor, null),
                                "{\"outcome\":\"NOTHING\",\"reason\":\"x\"}")
                        .problem())
                .isEqualTo("report-of-your-own");
    }

    @Test
    void k6_two_reports_at_once_are_two_holds_and_the_contact_goes_on_when_both_are_decided() throws Exception {
        People people = granted();

        List<Answer> answers = atOnce(List.of(
                () -> report(people, people.patientToken, "HARASSMENT"),
                () -> report(people, people.doctorToken, "DIVERSION")));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(people.show().json().path("suspensions")).hasSize(2);
        decide(answers.getFirst().text("report"), supervisor(1), "{\"outcome\":\"NOTHING\",\"reason\":\"x\"}")
                .is(200);
        Eventually.passes(
                () -> assertThat(people.show().json().path("suspensions")).hasSize(1));
        assertThat(people.show().text("state")).isEqualTo("SUSPENDED");
        decide(answers.getLast().text("report"), supervisor(1), "{\"outcome\":\"WARNING\",\"reason\":\"x\"}")
                .is(200);
        people.awaitState("GRANTED");
        assertThat(of(people, ContactSuspended.class)).hasSize(2);
        assertThat(of(people, ContactResumed.class)).hasSize(1);
    }

    @Test
    void k6_of_reports_of_one_side_at_once_exactly_one_is_filed() throws Exception {
        for (int round = 0; round < 6; round++) {
            People people = granted();

            List<Answer> answers = atOnce(IntStream.range(0, 6)
                    .<Callable<Answer>>mapToObj(_ -> () -> report(people, people.patientToken, "LEAK"))
                    .toList());

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.problem().equals("report-open"))
                    .hasSize(5);
            assertThat(people.show().json().path("suspensions")).hasSize(1);
            assertThat(items(people.patientToken)).hasSize(1);
        }
    }

    @Test
    void k6_of_two_decisions_at_once_exactly_one_counts() throws Exception {
        People people = granted();
        String report = report(people, people.doctorToken, "GIFTS").is(201).text("report");

        List<Answer> answers = atOnce(List.of(
                () -> decide(report, supervisor(1), "{\"outcome\":\"NOTHING\",\"reason\":\"x\"}"),
                () -> decide(report, supervisor(2), "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\",\"barDays\":5}")));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.problem().equals("report-decided"))
                .hasSize(1);
        Eventually.passes(() -> assertThat(of(people, ReportDecided.class)).hasSize(1));
        if (answers.getLast().status() == 200) {
            people.awaitState("ENDED");
        } else {
            assertThat(people.show().json().has("coolDownUntil")).isFalse();
        }
    }

    @Test
    void k6_a_repetition_is_one_report_also_after_it_was_decided() {
        People people = granted();
        String key = key();
        String path = "/contacts/" + people.request(1) + "/reports";
        Answer filed = post(path, people.patientToken, key, body("GIFTS", TEXT)).is(201);
        post(path, people.patientToken, key, body("GIFTS", TEXT)).repeats(filed);
        assertThat(post(path, people.patientToken, body("GIFTS", TEXT)).problem())
                .isEqualTo("report-open");
        decide(filed.text("report"), supervisor(1), "{\"outcome\":\"NOTHING\",\"reason\":\"x\"}")
                .is(200);
        post(path, people.patientToken, key, body("GIFTS", TEXT)).repeats(filed);

        Answer next = post(path, people.patientToken, body("GIFTS", TEXT)).is(201);

        assertThat(next.text("report")).isEqualTo(people.request(1) + "-p2");
        assertThat(items(people.patientToken)).hasSize(2);
    }

    @Test
    void k6_a_crash_after_the_reports_write_is_healed_by_its_event_and_a_late_one_changes_nothing() {
        People people = granted();
        Filing filing = filing(people, Side.PATIENT);
        Reply<Report, ReportRejection> filed =
                documents.handle(HOSPITAL, filing.id(), new ReportCommand.FileReport(filing, filing.at()));
        assertThat(filed).isInstanceOf(Reply.Done.class); // and here the process dies

        people.awaitState("SUSPENDED");
        decide(filing.id(), supervisor(1), "{\"outcome\":\"NOTHING\",\"reason\":\"x\"}")
                .is(200);
        people.awaitState("GRANTED");

        MisuseReported late = of(people, MisuseReported.class).getFirst();
        Topic.of(Topics.REQUESTS).as("request-service", HOSPITAL).send(people.pair, filing.id(), 1, late);
        String behind = report(people, people.patientToken, "GIFTS").is(201).text("report");
        decide(behind, supervisor(1), "{\"outcome\":\"END\",\"reason\":\"x\"}").is(200);
        people.awaitState("ENDED");
        assertThat(of(people, ContactSuspended.class)).hasSize(1);
        assertThat(of(people, ContactResumed.class)).hasSize(1);
    }

    @Test
    void k6_a_contact_that_ended_is_reported_and_barred_all_the_same() {
        People people = granted();
        post("/contacts/" + people.request(1) + "/end", people.patientToken, "{}")
                .is(200);
        String report = report(people, people.doctorToken, "HARASSMENT").is(201).text("report");
        assertThat(people.show().text("state")).isEqualTo("ENDED");
        people.submit().is(201);
        Answer decided = decide(report, supervisor(1), "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\",\"barDays\":365}")
                .is(200);

        Answer shown = Eventually.value(
                () -> get("/requests/" + people.request(2), people.patientToken),
                answer -> answer.text("state").equals("DECLINED"));

        assertThat(shown.text("reason")).isEqualTo("misuse");
        assertThat(shown.text("coolDownUntil")).isEqualTo(decided.text("barredUntil"));
        assertThat(people.submit().problem()).isEqualTo("cooling-down");
    }

    @Test
    void k6_an_emergency_is_answered_before_anything_else_and_nothing_is_filed() {
        People people = granted();
        String emergency = "我现在胸痛得厉害，喘不过气";
        String path = "/contacts/" + people.request(1) + "/reports";

        Answer answer = post(path, people.patientToken, body("NO_SUCH", emergency));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("emergency");
        assertThat(answer.text("remedy")).contains("120");
        assertThat(post(path, people.patientToken, body("HARASSMENT", emergency))
                        .problem())
                .isEqualTo("emergency");
        assertThat(items(people.patientToken)).isEmpty();
        assertThat(people.show().text("state")).isEqualTo("GRANTED");

        String report = report(people, people.doctorToken, "GIFTS").is(201).text("report");
        decide(report, supervisor(1), "{\"outcome\":\"WARNING\",\"reason\":\"x\"}")
                .is(200);
        assertThat(contest(report, people.patientToken, emergency).problem()).isEqualTo("emergency");
        assertThat(get("/reports/" + report, people.patientToken).text("state")).isEqualTo("DECIDED");
    }

    @Test
    void k6_what_is_malformed_is_refused_with_what_is_wrong() {
        People people = granted();
        String path = "/contacts/" + people.request(1) + "/reports";
        assertThat(post(path, people.patientToken, body("SPAM", TEXT)).text("remedy"))
                .contains("OUT_OF_HOURS, ADVERTISING, HARASSMENT, GIFTS, DIVERSION, LEAK");
        assertThat(post(path, people.patientToken, "{\"text\":\"x\"}").text("field"))
                .isEqualTo("category");
        assertThat(post(path, people.patientToken, "{\"category\":\"LEAK\"}").problem())
                .isEqualTo("report-text-missing");
        assertThat(post(path, people.patientToken, body("LEAK", " ")).problem()).isEqualTo("report-text-missing");
        assertThat(post(path, people.doctorToken, body("LEAK", "字".repeat(501))).problem())
                .isEqualTo("text-too-long");
        assertThat(post(path, people.patientToken, "[").status()).isEqualTo(400);
        People asked = new People();
        asked.untilTheDoctorIsAsked();
        assertThat(report(asked, asked.patientToken, "LEAK").problem()).isEqualTo("no-contact");

        String report = report(people, people.doctorToken, "GIFTS").is(201).text("report");
        for (String body : List.of(
                "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\"}",
                "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\",\"barDays\":0}",
                "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\",\"barDays\":366}",
                "{\"outcome\":\"END\",\"reason\":\"x\",\"barDays\":5}")) {
            assertThat(decide(report, supervisor(1), body).problem()).isEqualTo("bar-malformed");
        }
        assertThat(decide(report, supervisor(1), "{\"outcome\":\"END\"}").problem())
                .isEqualTo("reason-missing");
        assertThat(decide(report, supervisor(1), "{\"reason\":\"x\"}").problem())
                .isEqualTo("unknown-code");
        assertThat(contest(report, people.doctorToken, OBJECTION).problem()).isEqualTo("report-not-decided");
        assertThat(get("/reports?state=LOST", supervisor(1)).problem()).isEqualTo("unknown-state");
        assertThat(get("/reports?state=DECIDED", people.doctorToken).problem()).isEqualTo("wrong-role");
        assertThat(get("/reports?cursor=%7B", people.doctorToken).problem()).isEqualTo("unknown-cursor");
    }

    @Test
    void k6_lists_come_by_state_and_in_pages() {
        People people = granted();
        for (int which = 1; which <= 3; which++) {
            String report = report(people, people.patientToken, "GIFTS").is(201).text("report");
            decide(report, supervisor(1), "{\"outcome\":\"NOTHING\",\"reason\":\"x\"}")
                    .is(200);
        }

        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    get("/reports?limit=2" + cursor, people.patientToken).json();
            page.path("items").forEach(item -> found.add(item.path("report").asString()));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());

        assertThat(found)
                .containsExactly(people.request(1) + "-p1", people.request(1) + "-p2", people.request(1) + "-p3");
        JsonNode decided =
                get("/reports?state=DECIDED&limit=100", supervisor(1)).json();
        assertThat(decided.path("items"))
                .allMatch(item -> item.path("state").asString().equals("DECIDED"));
        List<Instant> due = new ArrayList<>();
        report(people, people.doctorToken, "GIFTS").is(201);
        get("/reports?limit=100", supervisor(1))
                .json()
                .path("items")
                .forEach(item -> due.add(Instant.parse(item.path("due").asString())));
        assertThat(due).isSorted();
    }

    @Test
    void k6_what_nobody_decides_ends_the_contact_without_a_bar_and_stands_as_overdue() {
        People undecided = granted();
        People uncontested = granted();
        People ended = granted();
        String open =
                report(undecided, undecided.doctorToken, "HARASSMENT").is(201).text("report");
        String decided =
                report(uncontested, uncontested.patientToken, "GIFTS").is(201).text("report");
        decide(decided, supervisor(1), "{\"outcome\":\"WARNING\",\"reason\":\"x\"}")
                .is(200);
        post("/contacts/" + ended.request(1) + "/end", ended.patientToken, "{}").is(200);

        try (ConfigurableApplicationContext later = later("P8D")) {
            undecided.awaitState("ENDED");
            assertThat(undecided.show().text("reason")).isEqualTo("report-undecided");
            assertThat(undecided.show().json().has("coolDownUntil")).isFalse();
            Eventually.passes(
                    () -> assertThat(get("/reports/" + open, supervisor(1)).text("overdue"))
                            .isEqualTo("true"));
            context = later;
            assertThat(later.getBean(MeterRegistry.class)
                            .get(Metric.REPORTS_OVERDUE.id())
                            .gauge()
                            .value())
                    .isGreaterThanOrEqualTo(1);
            assertThat(get("/reports/" + open, supervisor(1)).text("state")).isEqualTo("OPEN");
            decide(open, supervisor(1), "{\"outcome\":\"END_AND_BAR\",\"reason\":\"x\",\"barDays\":30}")
                    .is(200);
        }
        try (ConfigurableApplicationContext later = later("P91D")) {
            context = later;
            Eventually.value(() -> get("/reports/" + decided, supervisor(1)).text("state"), "FINAL"::equals);
            assertThat(contest(decided, uncontested.doctorToken, OBJECTION).problem())
                    .isEqualTo("too-late-to-contest");
            assertThat(report(ended, ended.doctorToken, "LEAK").problem()).isEqualTo("too-late-to-report");
        }
    }

    private ConfigurableApplicationContext later(String offset) {
        return new SpringApplicationBuilder(RequestServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.kafka.listener.auto-startup=false",
                        "--carecontact.clock.offset=" + offset,
                        "--carecontact.landing.check=0s",
                        same("spring.mongodb.uri"),
                        same("spring.kafka.bootstrap-servers"),
                        same("carecontact.registry.url"),
                        same("carecontact.ids.key"),
                        same("carecontact.sealing.key"),
                        same("spring.security.oauth2.resourceserver.jwt.issuer-uri"),
                        same("spring.security.oauth2.resourceserver.jwt.jwk-set-uri"));
    }

    private String same(String property) {
        return "--" + property + "=" + environment.getRequiredProperty(property);
    }

    private People granted() {
        People people = new People();
        people.untilGranted();
        assertThat(people.show().text("state")).isEqualTo("GRANTED");
        return people;
    }

    private String supervisor(int which) {
        return token("supervisor", "V" + which, null);
    }

    private static String body(String category, String text) {
        return "{\"category\":\"%s\",\"text\":\"%s\"}".formatted(category, text);
    }

    private Answer report(People people, String token, String category) {
        return post("/contacts/" + people.request(1) + "/reports", token, body(category, TEXT));
    }

    private Answer decide(String report, String supervisor, String body) {
        return post("/reports/" + report + "/decision", supervisor, body);
    }

    private Answer decideFinally(String report, String supervisor, String outcome) {
        return post(
                "/reports/" + report + "/final-decision",
                supervisor,
                "{\"outcome\":\"%s\",\"reason\":\"复核\"}".formatted(outcome));
    }

    private Answer contest(String report, String token, String text) {
        return post("/reports/" + report + "/contest", token, "{\"text\":\"%s\"}".formatted(text));
    }

    private List<String> waiting(String supervisor) {
        return ids(get("/reports?state=WAITING&limit=100", supervisor));
    }

    private List<String> items(String token) {
        return ids(get("/reports", token));
    }

    private static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        page.json().path("items").forEach(item -> ids.add(item.path("report").asString()));
        return ids;
    }

    private static <E extends SpecificRecord> List<E> of(People people, Class<E> type) {
        return people.told().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Filing filing(People people, Side by) {
        RequestId request = RequestId.of(people.request(1));
        byte[] sealed = seal.close(TEXT, SealPurposes.report(Filing.id(request, by, 1), "text"));
        return new Filing(
                HOSPITAL,
                request,
                new PatientId(people.patient),
                new DoctorId(people.doctor),
                by,
                people.patient,
                1,
                Category.HARASSMENT,
                Base64.getEncoder().encodeToString(sealed),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private List<Answer> atOnce(List<Callable<Answer>> commands) throws Exception {
        CyclicBarrier together = new CyclicBarrier(commands.size());
        List<Future<Answer>> futures = new ArrayList<>();
        for (Callable<Answer> command : commands) {
            futures.add(threads.submit(() -> {
                together.await();
                return command.call();
            }));
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> future : futures) {
            answers.add(future.get());
        }
        return answers;
    }
}
