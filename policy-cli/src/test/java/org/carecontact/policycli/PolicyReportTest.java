package org.carecontact.policycli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an officer gets to read. */
class PolicyReportTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PolicyReport report = new PolicyReport(new PrintStream(said, true, StandardCharsets.UTF_8));

    @Test
    void an_explanation_reads_as_lines() {
        report.explanation("""
                {"request":"r-1","language":"zh","outcome":"DENY",
                 "verdicts":[{"principle":"BOUNDARY","pass":false,"reasons":["医生尚未开放联系"]}],
                 "rules":[{"policy":"national@1","rule":"care-relation","title":"有诊疗关系","result":"YES",
                           "effect":"PERMIT","source":"house","wording":"w","when":"scene == 'OUTPATIENT'"}],
                 "facts":{"scene":"OUTPATIENT"},"signals":{"conduct":"UNKNOWN"},
                 "alternatives":[{"kind":"CLINIC_PHONE","link":"tel:1"}],
                 "policies":["national@1"],"doctorSays":"请打电话","review":"可要求人工复核"}""".lines());
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
                        "可要求人工复核");
    }

    @Test
    void a_what_if_reads_as_lines_and_ends_with_a_table() {
        report.whatIf(Stream.of("{\"progress\":{\"cases\":1000,\"changed\":3}}", """
                {"changed":{"request":"r-1","before":"PERMIT","after":"DENY","rules":["new"]}}""", """
                {"summary":{"cases":2,"changed":1,"counts":{"scene":{"ONLINE":{"DENY":{"before":0,"after":1}}}}}}"""));
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("… 1000 cases, 3 would change", "r-1  PERMIT -> DENY  [new]", "2 cases, 1 would change")
                .containsPattern("scene +ONLINE +DENY +0 +1");
    }

    @Test
    void a_problem_says_what_would_be_right() {
        report.problem(422, "{\"title\":\"It can't be used\",\"detail\":\"line 3\",\"remedy\":\"Mend it.\"}");
        report.problem(502, "<html>");
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("422 It can't be used", "line 3", "Mend it.", "502 <html>");
    }
}
