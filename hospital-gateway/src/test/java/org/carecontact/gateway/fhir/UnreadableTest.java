package org.carecontact.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.gateway.fhir.Samples.bundle;
import static org.carecontact.gateway.fhir.Samples.encounter;
import static org.carecontact.gateway.fhir.Samples.entry;
import static org.carecontact.gateway.fhir.Samples.json;
import static org.carecontact.gateway.fhir.Samples.patient;
import static org.carecontact.gateway.fhir.Samples.reference;

import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.events.EncounterChanged;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What can't be read is refused by itself, where it is wrong, with what would be right. */
class UnreadableTest {

    private static final String MARK = "MarkOfThePatient";
    private static final String STATUSES =
            "One of planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown";
    private static final String AT = "2026-11-23T08:00:00Z";

    private static final FhirFeeds FEEDS = FhirFeeds.of();

    static {
        FEEDS.gateway().start();
    }

    private static String visit(String number, String status) {
        return entry(
                "urn:uuid:" + status + number,
                "PUT",
                "Encounter/" + number,
                encounter(number, "V" + number, "{'identifier':{'value':'" + number + "'}}", status, AT));
    }

    /** Of each entry of an answer: status, place, what would be right. */
    private static List<String> verdicts(Answer answer) {
        return answer.json()
                .path("entry")
                .valueStream()
                .map(UnreadableTest::verdict)
                .toList();
    }

    private static String verdict(JsonNode entry) {
        return entry.at("/response/status").asString() + " "
                + entry.at("/response/outcome/issue/0/expression/0").asString("") + " "
                + entry.at("/response/outcome/issue/0/diagnostics").asString("");
    }

    private static void wasTaken(String number) {
        assertThat(Topic.of(Topics.encounters("tongren")).expect("tongren:" + number, EncounterChanged.class, 1))
                .hasSize(1);
    }

    @Test
    void each_entry_of_a_batch_that_cannot_be_read_is_answered_by_itself_and_the_others_are_taken() {
        String first = FhirFeeds.newNumber();
        String last = FhirFeeds.newNumber();
        Answer answer = FEEDS.bundle(bundle(
                        "batch",
                        entry("urn:uuid:a", "PUT", "Patient/" + first, patient(first, first)),
                        visit(first, "arrived"),
                        visit("X" + first, MARK),
                        entry(
                                "urn:uuid:d",
                                "PUT",
                                "Patient/d",
                                patient("d", "D1").replace("1980-02-29", MARK)),
                        entry("urn:uuid:e", "PUT", "Basic/e", json("{'resourceType':'" + MARK + "'}")),
                        json("{'request':{'method':'" + MARK + "','url':'Patient/1'}}"),
                        entry(
                                "urn:uuid:g",
                                "PUT",
                                "Patient/g",
                                patient("g", "G1").replace("\"gender\"", "\"sex\"")),
                        entry("urn:uuid:h", "PUT", "Patient/" + last, patient(last, last)),
                        visit(last, "arrived")))
                .is(200);
        assertThat(answer.text("type")).isEqualTo("batch-response");
        assertThat(answer.body()).doesNotContain(MARK, "urn:carecontact");
        List<String> verdicts = verdicts(answer);
        assertThat(verdicts.get(0)).startsWith("200 OK");
        assertThat(verdicts.get(1)).startsWith("200 OK");
        assertThat(verdicts.get(2)).isEqualTo("400 Bundle.entry[2].resource.status " + STATUSES);
        assertThat(verdicts.get(3))
                .isEqualTo("400 Bundle.entry[3].resource.birthDate A date YYYY, YYYY-MM or YYYY-MM-DD");
        assertThat(verdicts.get(4))
                .isEqualTo("400 Bundle.entry[4].resource A resource of a type that R4 has, which resourceType says, as"
                        + " Patient");
        assertThat(verdicts.get(5))
                .isEqualTo("400 Bundle.entry[5].request.method One of GET, HEAD, POST, PUT, DELETE, PATCH");
        assertThat(verdicts.get(6)).startsWith("400 Bundle.entry[6].resource.sex ");
        assertThat(verdicts.get(7)).startsWith("200 OK");
        assertThat(verdicts.get(8)).startsWith("200 OK");
        assertThat(verdicts).hasSize(9);
        wasTaken(first);
        wasTaken(last);
    }

    private static String xmlEntry(String number, String gender) {
        return "<entry><fullUrl value=\"urn:uuid:" + number + "\"/><resource><Patient><id value=\"" + number
                + "\"/><identifier><value value=\"" + number
                + "\"/></identifier><name><text value=\"欧阳测试\"/></name><gender value=\""
                + gender + "\"/></Patient></resource><request><method value=\"PUT\"/><url value=\"Patient/" + number
                + "\"/></request></entry>";
    }

    @ParameterizedTest
    @CsvSource({"'', 'xmlns'", "'f:', 'xmlns:f'"})
    void the_same_in_xml(String prefix, String namespace) {
        String one = FhirFeeds.newNumber();
        String entries = ("<type value=\"batch\"/>" + xmlEntry("X" + one, MARK) + "\n" + xmlEntry(one, "female"))
                .replaceAll("<(/?)", "<$1" + prefix);
        String body =
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- - --><%1$sBundle %2$s=\"http://hl7.org/fhir\">%3$s</%1$sBundle>"
                        .formatted(prefix, namespace, entries);
        Answer answer = FEEDS.send("POST", "", FhirFeeds.XML, body).is(200);
        assertThat(verdicts(answer).getFirst())
                .isEqualTo("400 Bundle.entry[0].resource.gender One of male, female, other, unknown");
        assertThat(verdicts(answer).getLast()).startsWith("200 OK");
        assertThat(verdicts(answer)).hasSize(2);
    }

    @Test
    void a_transaction_with_an_entry_that_cannot_be_read_is_refused_whole_with_its_index() {
        String number = FhirFeeds.newNumber();
        Answer answer = FEEDS.bundle(bundle(
                "transaction",
                entry("urn:uuid:a", "PUT", "Patient/" + number, patient(number, number)),
                visit(number, "arrived"),
                visit("X" + number, MARK)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("resourceType")).isEqualTo("OperationOutcome");
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("Bundle.entry[2].resource.status");
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo("code-invalid");
        assertThat(answer.json().at("/issue/0/diagnostics").asString()).isEqualTo(STATUSES);
        // Had the visit been stored, it would be another patient's now.
        FEEDS.bundle(bundle(
                        "transaction",
                        entry("urn:uuid:a", "PUT", "Patient/O" + number, patient("O" + number, "O" + number)),
                        entry(
                                "urn:uuid:b",
                                "PUT",
                                "Encounter/" + number,
                                encounter(number, "V" + number, reference("Patient/O" + number), "arrived", AT))))
                .is(200);
    }

    @Test
    void a_bundle_that_is_wrong_itself_or_too_large_is_refused_whole() {
        Answer typed = FEEDS.bundle(bundle(MARK, visit("1", "arrived")));
        assertThat(typed.status()).isEqualTo(400);
        assertThat(typed.json().at("/issue/0/expression/0").asString()).isEqualTo("Bundle.type");
        assertThat(typed.json().at("/issue/0/diagnostics").asString()).contains("transaction", "batch");
        String[] many = Stream.generate(() -> json("{'request':{'method':'" + MARK + "'}}"))
                .limit(501)
                .toArray(String[]::new);
        Answer large = FEEDS.bundle(bundle("batch", many));
        assertThat(large.status()).isEqualTo(422);
        assertThat(large.json().at("/issue/0/code").asString()).isEqualTo("too-long");
    }

    static Stream<Arguments> flaws() {
        String good = patient("x", "P1");
        String visit = encounter("x", "V1", "{'identifier':{'value':'P1'}}", "arrived", AT);
        return Stream.of(
                Arguments.of("Patient", FhirFeeds.JSON, "{\n \"resourceType\":\"Patient\",\n  " + MARK, "line 3"),
                Arguments.of("Patient", FhirFeeds.JSON, "", "A body"),
                Arguments.of("Patient", FhirFeeds.JSON, "[]", "One JSON object"),
                Arguments.of("Patient", FhirFeeds.JSON, "{}", "resourceType"),
                Arguments.of("Patient", FhirFeeds.XML, "<Patient>\n<" + MARK + "</Patient>", "line 2"),
                Arguments.of("Patient", FhirFeeds.XML, good, "application/fhir+xml"),
                Arguments.of("Patient", "application/pdf", good, "application/fhir+json"),
                Arguments.of("Patient", FhirFeeds.JSON, visit, "The type that the URL says, Patient"),
                Arguments.of("Encounter", FhirFeeds.JSON, good, "The type that the URL says, Encounter"),
                Arguments.of("", FhirFeeds.JSON, good, "The type that the URL says, Bundle"),
                Arguments.of(
                        "Patient", FhirFeeds.JSON, good.replace("female", MARK), "One of male, female, other, unknown"),
                Arguments.of("Patient", FhirFeeds.JSON, good.replace("false}", "\"" + MARK + "\"}"), "true or false"),
                Arguments.of("Encounter", FhirFeeds.JSON, visit.replace("arrived", MARK), STATUSES),
                Arguments.of(
                        "Encounter",
                        FhirFeeds.JSON,
                        visit.replace("arrived", MARK)
                                .replaceFirst(
                                        "\"identifier\"",
                                        "\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns='http://www.w3.org/1999/xhtml'>-</div>\"},\"identifier\""),
                        STATUSES),
                Arguments.of(
                        "Encounter",
                        FhirFeeds.JSON,
                        visit.replace("2026-11-23T08:00:00+08:00", MARK),
                        "A time YYYY-MM-DDThh:mm:ss+zz:zz, or a date"));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void what_is_wrong_is_said_with_what_would_be_right(String path, String type, String body, String remedy) {
        Answer answer = FEEDS.send("POST", path, type, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/issue/0/diagnostics").asString()).contains(remedy);
        assertThat(answer.body()).doesNotContain(MARK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "\"gb18030\"", "ISO-8859-1", "UTF-16", "nonsense", ""})
    void another_character_set_than_utf_8_is_refused(String charset) {
        for (String type : List.of(FhirFeeds.JSON, FhirFeeds.XML)) {
            Answer answer =
                    FEEDS.send("PUT", "Patient/charset", type + "; charset=" + charset, patient("charset", "P1"));
            assertThat(answer.status()).as(answer.body()).isEqualTo(415);
            assertThat(answer.json().at("/issue/0/diagnostics").asString()).contains("UTF-8");
        }
    }

    private static Answer bytes(String type, byte[] body) {
        return Answer.to(FEEDS.request("/fhir/Patient/bytes")
                .header("Authorization", "Bearer " + FhirFeeds.SECRET)
                .header("Content-Type", type)
                .header("Accept", FhirFeeds.JSON)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_whatever_is_said_of_them() {
        String good = patient("bytes", FhirFeeds.newNumber());
        String xml =
                "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"bytes\"/><identifier><value value=\"P1\"/></identifier>"
                        + "<name><text value=\"欧阳测试\"/></name></Patient>";
        String declared = "<?xml version=\"1.0\" encoding=\"GBK\"?>" + xml;
        Charset gbk = Charset.forName("GBK");
        for (Answer answer : List.of(
                bytes(FhirFeeds.JSON, good.getBytes(gbk)),
                bytes(FhirFeeds.JSON + ";charset=utf-8", good.getBytes(gbk)),
                bytes(FhirFeeds.XML, xml.getBytes(gbk)),
                bytes(FhirFeeds.XML, declared.getBytes(gbk)),
                bytes(FhirFeeds.XML, declared.getBytes(StandardCharsets.UTF_8)),
                bytes(FhirFeeds.JSON, good.getBytes(StandardCharsets.UTF_16)))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.text("resourceType")).isEqualTo("OperationOutcome");
            assertThat(answer.json().at("/issue/0/diagnostics").asString()).contains("UTF-8");
        }
        for (String type : List.of("; charset=UTF-8", ";charset=\"utf-8\"; fhirVersion=4.0", "")) {
            bytes(FhirFeeds.JSON + type, good.getBytes(StandardCharsets.UTF_8)).is(200);
        }
        bytes(FhirFeeds.JSON, ("\ufeff" + good).getBytes(StandardCharsets.UTF_8))
                .is(200);
        bytes(FhirFeeds.XML, declared.replace("GBK", "utf-8").getBytes(StandardCharsets.UTF_8))
                .is(200);
    }
}
