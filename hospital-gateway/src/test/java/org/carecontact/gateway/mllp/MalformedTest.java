package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.schemas.ids.PatientId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every malformed message gets its answer, on a connection that goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedTest extends WholeGateway {

    @SuppressWarnings("NullAway.Init")
    private MllpClient client;

    @BeforeAll
    void open() {
        client = connect();
    }

    @AfterAll
    void close() {
        client.close();
    }

    static Stream<Arguments> bent() {
        return Stream.of(
                bent("AR 204 MSH-4", "another hospital's facility", m -> m.set("MSH", 4, "meiyan")),
                bent("AR 204 MSH-4", "no facility", m -> m.set("MSH", 4, "")),
                bent("AR 203 MSH-12", "another generation", m -> m.set("MSH", 12, "3.0")),
                bent("AR 203 MSH-12", "no version", m -> m.set("MSH", 12, "")),
                bent("AR 203 MSH-12", "a version that never was", m -> m.set("MSH", 12, "25")),
                bent("AR 200 MSH-9", "an acknowledgement", m -> m.set("MSH", 9, "ACK")),
                bent("AR 200 MSH-9", "no message type", m -> m.set("MSH", 9, "")),
                bent("AE 100 MRG", "a merge of nobody", m -> m.set("MSH", 9, "ADT^A40")),
                bent(
                        "AE 102 MSH-10",
                        "a citizen's number in the control id",
                        m -> m.set("MSH", 10, "11010519491231002X-1")),
                bent(
                        "AE 101 PID-3",
                        "a citizen's number behind letters",
                        m -> m.set("PID", 3, "SFZ11010519491231002X")),
                bent("AE 101 PID-3", "an old citizen's number", m -> m.set("PID", 3, "110105491231002")),
                bent("AR 201 MSH-9", "no trigger", m -> m.set("MSH", 9, "ADT")),
                bent("AR 202 MSH-11", "a training message", m -> m.set("MSH", 11, "T")),
                bent("AE 101 MSH-10", "no control id", m -> m.set("MSH", 10, "")),
                bent("AE 102 MSH-10", "an endless control id", m -> m.set("MSH", 10, "x".repeat(65))),
                bent("AE 103 MSH-18", "an unknown character set", m -> m.set("MSH", 18, "EBCDIC")),
                bent("AE 103 MSH-18", "UTF-16 announced", m -> m.set("MSH", 18, "UNICODE UTF-16")),
                bent("AE 102 MSH-2", "delimiters twice", m -> m.set("MSH", 2, "^^^^")),
                bent("AE 102 MSH-2", "letters as delimiters", m -> m.set("MSH", 2, "abcd")),
                bent("AE 102 MSH-2", "no delimiters", m -> m.set("MSH", 2, "")),
                bent("AE 100 PID", "no patient", m -> m.without("PID")),
                bent("AE 100 PV1", "no visit", m -> m.without("PV1")),
                bent("AE 101 PID-3", "no patient id", m -> m.set("PID", 3, "")),
                bent("AE 101 PID-3", "HL7's null as patient id", m -> m.set("PID", 3, "\"\"")),
                bent("AE 101 PID-3", "a citizen's number only", m -> m.set("PID", 3, "11010119800229001X^^^GOV^NNCHN")),
                bent("AE 101 PID-3", "an untyped citizen's number only", m -> m.set("PID", 3, "990101190001011002")),
                bent("AE 102 PID-3", "an invisible character in the patient id", m -> m.set("PID", 3, "P\u200b1")),
                bent("AE 102 PV1-19", "an endless visit number", m -> m.set("PV1", 19, "9".repeat(65))),
                bent(
                        "AE 102 PV1-19",
                        "a citizen's number as visit number",
                        m -> m.set("PV1", 19, "990101190001011002")),
                bent(
                        "AE 101 EVN-2",
                        "no time anywhere",
                        m -> m.set("EVN", 2, "").set("MSH", 7, "")),
                bent(
                        "AE 102 EVN-2",
                        "times of words",
                        m -> m.set("EVN", 2, "now").set("MSH", 7, "now")));
    }

    static Stream<Arguments> tolerated() {
        return Stream.of(
                bent("AA", "more than ASCII as ASCII", m -> m.set("MSH", 18, "ASCII")),
                bent("AA", "an older version", m -> m.set("MSH", 12, "2.1")),
                bent("AA", "a newer version", m -> m.set("MSH", 12, "2.8")),
                bent("AA", "an event in EVN-1 only", m -> m.set("MSH", 9, "ADT").set("EVN", 1, "A04")),
                bent("AA 102 PID-7", "a birth date with dashes", m -> m.set("PID", 7, "1980-02-29")),
                bent("AA 102 PID-7", "a birth date in Chinese", m -> m.set("PID", 7, "1980年2月29日")),
                bent("AA 102 PID-7", "a birth date that never was", m -> m.set("PID", 7, "19800230")),
                bent("AA 102 PID-7", "a birth date of long ago", m -> m.set("PID", 7, "00010101")),
                bent("AA", "no class", m -> m.set("PV1", 2, "")),
                bent("AA 103 PV1-2", "an unknown class", m -> m.set("PV1", 2, "X")),
                bent("AA", "no department", m -> m.set("PV1", 3, "")),
                bent("AA", "a room without a department", m -> m.set("PV1", 3, "^101^1")),
                bent("AA", "no doctor", m -> m.set("PV1", 7, "")),
                bent("AA 204 PV1-7", "a doctor with a name only", m -> m.set("PV1", 7, "^王")),
                bent("AA", "a day only", m -> m.set("EVN", 2, "20261123")),
                bent("AA", "a day only, without EVN-2", m -> m.set("EVN", 2, "").set("MSH", 7, "20261123")),
                bent("AA 102 EVN-2", "a time of next century", m -> m.set("EVN", 2, "21261123080000")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("tolerated")
    void what_is_optional_or_of_no_use_does_not_cost_the_message(
            String verdict, String what, UnaryOperator<SampleMessage> bend) {
        String visit = SampleMessage.newVisit();
        MllpClient.Answer answer = client.exchange(bend.apply(SampleMessage.of("A04", visit)));
        assertThat(answer.verdict()).as(what).isEqualTo(verdict);
        assertThat(encounters.find("tongren", "tongren:" + visit)).isPresent();
    }

    @Test
    void an_answer_has_the_messages_delimiters_and_no_other_sign_of_control() {
        for (String delimiters : new String[] {"^~\\&", "^~\\&#"}) {
            String visit = SampleMessage.newVisit();
            MllpClient.Answer answer = client.exchange(
                    SampleMessage.of("A04", visit).set("MSH", 2, delimiters).set("MSH", 5, ""));
            assertThat(answer.field("MSH", 2)).isEqualTo(delimiters);
            assertThat(answer.field("MSH", 3)).isEqualTo("CARECONTACT");
            assertThat(answer.segments().toString()).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Test
    void what_nothing_here_needs_is_acknowledged_and_not_stored() {
        for (String event : new String[] {"ADT^A05", "ADT^A60", "ADT^A99", "ORU^R01", "VXU^V04"}) {
            String visit = SampleMessage.newVisit();
            MllpClient.Answer answer =
                    client.exchange(SampleMessage.of("A04", visit).set("MSH", 9, event));
            assertThat(answer.verdict()).as(event).isEqualTo("AA");
            assertThat(answer.field("MSA", 3)).contains("Not used");
            assertThat(encounters.find("tongren", "tongren:" + visit)).isEmpty();
        }
    }

    private static Arguments bent(String verdict, String what, UnaryOperator<SampleMessage> bend) {
        return arguments(verdict, what, bend);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("bent")
    void a_malformed_message_is_rejected_once_and_for_all(
            String verdict, String what, UnaryOperator<SampleMessage> bend) {
        String visit = SampleMessage.newVisit();
        SampleMessage message = bend.apply(SampleMessage.of("A04", visit));
        MllpClient.Answer answer = client.exchange(message);
        assertThat(answer.verdict()).as(what).isEqualTo(verdict);
        assertThat(answer.field("MSA", 2)).isEqualTo(message.controlId());
        assertThat(answer.field("ERR", 4)).isEqualTo("E");
        assertThat(answer.field("ERR", 7)).isNotEmpty();
        assertThat(answer.field("ERR", 8)).isNotEmpty();
        assertThat(encounters.find("tongren", "tongren:" + visit)).isEmpty();
        theNextGoodMessageIsTakenIn();
    }

    static Stream<Arguments> texts() {
        String good = SampleMessage.of("A04", "V0").text();
        String again = SampleMessage.of("A04", "V0").text();
        return Stream.of(
                arguments("AR 100 MSH", "nothing", ""),
                arguments("AR 100 MSH", "three letters", "MSH"),
                arguments("AR 100 MSH", "prose", "Dear doctor, please"),
                arguments("AR 100 MSH", "JSON", "{\"resourceType\":\"Encounter\"}"),
                arguments("AR 100 MSH", "XML", "<?xml version=\"1.0\"?><ADT_A01 xmlns=\"urn:hl7-org:v2xml\"/>"),
                arguments(
                        "AR 100 MSH",
                        "XML with an entity",
                        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"),
                arguments("AR 100 MSH", "segments only", good.substring(good.indexOf("PID"))),
                arguments("AE 100 MSH", "two messages in one block", good + again),
                arguments("AE 100 PID", "two patients", good.replace("PV1|", "PID|||P2\rPV1|")),
                arguments("AR 203 MSH-12", "a header cut off", good.substring(0, 30)),
                arguments("AE 102 MSH-2", "zeros", good.replace("^~\\&", "\0\0\0\0")),
                arguments("AE 102 MSH-2", "an answer to nobody", "MSH|MSA|AA|1\rMSA|AA|1\r"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("texts")
    void what_is_no_message_is_rejected_too(String verdict, String what, String text) {
        assertThat(client.exchange(text).verdict()).as(what).isEqualTo(verdict);
        theNextGoodMessageIsTakenIn();
    }

    @Test
    void bytes_that_are_not_of_the_announced_character_set_are_rejected() {
        SampleMessage message = SampleMessage.of("A04", SampleMessage.newVisit());
        assertThat(client.exchange(message.text(), Charset.forName("GB18030")).verdict())
                .isEqualTo("AE 102 MSH-18");
        assertThat(client.exchange(message.set("MSH", 18, "").text(), Charset.forName("GB18030"))
                        .verdict())
                .isEqualTo("AE 102 MSH-18");
        theNextGoodMessageIsTakenIn();
    }

    @Test
    void lines_instead_of_segments_are_understood() {
        for (String ending : new String[] {"\n", "\r\n"}) {
            String text =
                    SampleMessage.of("A04", SampleMessage.newVisit()).text().replace("\r", ending);
            assertThat(client.exchange(text).verdict()).isEqualTo("AA");
        }
    }

    @Test
    void other_delimiters_structures_and_local_segments_are_understood() {
        String visit = SampleMessage.newVisit();
        String text = SampleMessage.of("A08", visit)
                        .set("MSH", 9, "ADT^A08^ADT_A08")
                        .set("PID", 3, "11010119800229001X^^^GOV^NNCHN~P000007^^^HIS^MR")
                        .text()
                + "ZHI|whatever\r";
        String other = text.replace('|', '#').replace('^', '@').replace("@~\\&", "@~\\&");
        assertThat(client.exchange(other).verdict()).isEqualTo("AA");
        assertThat(((Encounter.Known) encounters
                                .find("tongren", "tongren:" + visit)
                                .orElseThrow()
                                .state())
                        .told()
                        .visit()
                        .patient())
                .isEqualTo(new PatientId("P000007"));
    }

    @Test
    void an_unusable_telephone_number_is_a_warning() {
        SampleMessage message =
                SampleMessage.of("A04", SampleMessage.newVisit()).set("PID", 13, "不详");
        MllpClient.Answer answer = client.exchange(message);
        assertThat(answer.verdict()).isEqualTo("AA 102 PID-13");
        assertThat(answer.field("ERR", 4)).isEqualTo("W");
    }

    @Test
    void an_answer_repeats_the_announced_character_set() {
        String text = SampleMessage.of("A04", SampleMessage.newVisit())
                .set("MSH", 18, "GB 18030-2000")
                .text();
        assertThat(client.exchange(text, Charset.forName("GB18030")).field("MSH", 18))
                .isEqualTo("GB 18030-2000");
        assertThat(client.exchange(
                                SampleMessage.of("A04", SampleMessage.newVisit())
                                        .text(),
                                StandardCharsets.UTF_8)
                        .field("MSH", 18))
                .isEqualTo("UNICODE UTF-8");
    }

    private void theNextGoodMessageIsTakenIn() {
        assertThat(client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()))
                        .verdict())
                .isEqualTo("AA");
    }
}
