package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.carecontact.policy.documents.ShippedPoliciesTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an officer gets to read at the command line. */
class PolicyCommandTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void good_documents_are_said_to_be_good() throws Exception {
        assertThat(run(
                        "check",
                        ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml").toString()))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("hospital-tongren@2, 1 rules, 1 examples hold");
    }

    @Test
    void a_bad_document_is_said_to_be_bad_where_it_is(@TempDir Path directory) throws Exception {
        Path bad = Files.writeString(
                directory.resolve("bad.yaml"),
                Files.readString(ShippedPoliciesTest.HOSPITALS.resolve("tongren.yaml"))
                        .replace("contactDays: 60}\n    wording", "contactDays: lots}\n    wording"));
        assertThat(run("check", bad.toString())).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("bad.yaml, line ")
                .contains("expected a number from 1 to 366");
    }

    @Test
    void who_calls_it_wrongly_is_told_how() throws Exception {
        assertThat(run()).isEqualTo(2);
        assertThat(run("explain", "some-case")).isEqualTo(2); // nobody said whom to ask
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("policy check FILE", "the address of policy-service is missing: give --url");
    }

    @Test
    void an_explanation_reads_as_lines_and_a_refusal_says_what_would_be_right() {
        PolicyReport report = new PolicyReport(new PrintStream(said, true, StandardCharsets.UTF_8));
        report.explanation("""
                {"request":"r-1","language":"zh","outcome":"DENY",
                 "verdicts":[{"principle":"BOUNDARY","pass":false,"reasons":["医生尚未开放联系"]}],
                 "rules":[{"policy":"national@1","rule":"care-relation","title":"有诊疗关系","result":"YES",
                           "effect":"PERMIT","source":"house","wording":"w","when":"scene == 'OUTPATIENT'"}],
                 "facts":{"scene":"OUTPATIENT"},"signals":{"conduct":"UNKNOWN"},
                 "alternatives":[{"kind":"CLINIC_PHONE","link":"tel:1"}],
                 "policies":["national@1"],"doctorSays":"请打电话","review":"可要求人工复核"}""");
        report.whatIf("{\"progress\":{\"cases\":1000,\"changed\":3}}");
        report.whatIf(
                "{\"changed\":{\"request\":\"r-1\",\"before\":\"PERMIT\",\"after\":\"DENY\",\"rules\":[\"new\"]}}");
        report.whatIf("""
                {"summary":{"cases":2,"changed":1,"counts":{"scene":{"ONLINE":{"DENY":{"before":0,"after":1}}}}}}""");
        report.problem(422, "{\"title\":\"It can't be used\",\"detail\":\"line 3\",\"remedy\":\"Mend it.\"}");
        report.problem(502, "<html>");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "r-1  DENY",
                        "✗ BOUNDARY",
                        "医生尚未开放联系",
                        "YES     PERMIT  national@1 care-relation  有诊疗关系",
                        "when: scene == 'OUTPATIENT'",
                        "scene = OUTPATIENT",
                        "CLINIC_PHONE  tel:1",
                        "请打电话",
                        "可要求人工复核",
                        "… 1000 cases, 3 would change",
                        "r-1  PERMIT -> DENY  [new]",
                        "2 cases, 1 would change",
                        "422 It can't be used",
                        "line 3",
                        "Mend it.",
                        "502 <html>")
                .containsPattern("scene +ONLINE +DENY +0 +1");
    }

    private int run(String... args) throws Exception {
        return new PolicyCommand(new PrintStream(said, true, StandardCharsets.UTF_8), Map.of()).run(List.of(args));
    }
}
