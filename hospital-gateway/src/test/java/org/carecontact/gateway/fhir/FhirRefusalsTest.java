package org.carecontact.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.gateway.fhir.Samples.bundle;
import static org.carecontact.gateway.fhir.Samples.encounter;
import static org.carecontact.gateway.fhir.Samples.entry;
import static org.carecontact.gateway.fhir.Samples.json;
import static org.carecontact.gateway.fhir.Samples.patient;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.events.EncounterChanged;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever comes, the answer is an OperationOutcome that says where and what would be right, and repeats nothing. */
@ExtendWith(OutputCaptureExtension.class)
class FhirRefusalsTest {

    private static final String MARK = "MarkOfThePatient";
    private static final String BOMB = "<!DOCTYPE Patient [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"" + "&a;".repeat(20)
            + "\"><!ENTITY c \"" + "&b;".repeat(20) + "\">]>";
    private static final String FILE = "<!DOCTYPE Patient [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>";

    private static final FhirFeeds FEEDS = FhirFeeds.of();
    private static final RunningService SERVICE = FEEDS.gateway().start();

    private static Answer isOutcome(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("resourceType")).as(answer.body()).isEqualTo("OperationOutcome");
        assertThat(answer.json().at("/issue/0/code").asString())
                .as(answer.body())
                .isEqualTo(code);
        assertThat(answer.json().at("/issue/0/diagnostics").asString()).isNotEmpty();
        assertThat(answer.body()).doesNotContain(MARK, "HAPI", "Exception");
        assertThat(answer.headers().map().keySet()).doesNotContain("x-powered-by", "server");
        return answer;
    }

    private static String xml(String doctype, String family) {
        return doctype + "<Patient xmlns=\"http://hl7.org/fhir\"><identifier><value value=\"P1\"/></identifier>"
                + "<name><family value=\"" + family + "\"/></name></Patient>";
    }

    static Stream<Arguments> broken() {
        String good = patient("x", "P1");
        return Stream.of(
                Arguments.of("cut off", FhirFeeds.JSON, good.substring(0, 300), ""),
                Arguments.of("no JSON", FhirFeeds.JSON, MARK, ""),
                Arguments.of("nothing", FhirFeeds.JSON, "", ""),
                Arguments.of("an array", FhirFeeds.JSON, "[" + good + "]", ""),
                Arguments.of("null", FhirFeeds.JSON, "null", ""),
                Arguments.of("no type", FhirFeeds.JSON, "{}", ""),
                Arguments.of("bytes", FhirFeeds.JSON, "\u0000\u0001\ufffe", ""),
                Arguments.of("deep", FhirFeeds.JSON, "{\"a\":".repeat(5000), ""),
                Arguments.of("an unknown type", FhirFeeds.JSON, json("{'resourceType':'" + MARK + "'}"), ""),
                Arguments.of(
                        "an unknown element", FhirFeeds.JSON, good.replace("\"gender\"", "\"sex\""), "Patient.sex"),
                Arguments.of(
                        "an unknown element with a telling name",
                        FhirFeeds.JSON,
                        good.replace("\"gender\"", "\"990101190001011002\""),
                        "Patient"),
                Arguments.of("a value of no value set", FhirFeeds.JSON, good.replace("female", MARK), "Patient.gender"),
                Arguments.of("no date", FhirFeeds.JSON, good.replace("1980-02-29", MARK), "Patient.birthDate"),
                Arguments.of(
                        "one instead of many",
                        FhirFeeds.JSON,
                        json("{'resourceType':'Patient','name':{'family':'" + MARK + "'}}"),
                        "Patient.name"),
                Arguments.of(
                        "a text instead of an object",
                        FhirFeeds.JSON,
                        json("{'resourceType':'Patient','name':['" + MARK + "']}"),
                        "Patient.name"),
                Arguments.of(
                        "a number instead of a text",
                        FhirFeeds.JSON,
                        json("{'resourceType':'Patient','birthDate':19800229}"),
                        "Patient.birthDate"),
                Arguments.of("no XML", FhirFeeds.XML, MARK, ""),
                Arguments.of("JSON called XML", FhirFeeds.XML, good, ""),
                Arguments.of("open XML", FhirFeeds.XML, xml("", MARK).replace("</Patient>", ""), ""),
                Arguments.of("a bomb", FhirFeeds.XML, xml(BOMB, "&c;"), ""),
                Arguments.of("a file", FhirFeeds.XML, xml(FILE, "&a;"), ""),
                Arguments.of(
                        "an unknown element in XML",
                        FhirFeeds.XML,
                        xml("", MARK).replace("<family", "<sex value=\"x\"/><family"),
                        "Patient.name.sex"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void what_cannot_be_read_is_refused_with_its_place(
            String what, String type, String body, String place, CapturedOutput output) {
        Answer answer = FEEDS.send("POST", "Patient", type, body);
        String code = switch (what) {
            case "a value of no value set" -> "code-invalid";
            case "no date", "a number instead of a text" -> "value";
            default -> "structure";
        };
        isOutcome(answer, 400, code);
        assertThat(answer.json().at("/issue/0/expression/0").asString(""))
                .as(what)
                .isEqualTo(place);
        assertThat(output.getAll()).doesNotContain(MARK);
    }

    @Test
    void who_does_not_know_the_secret_learns_nothing() {
        for (String authorization : List.of(
                "",
                "Bearer wrong",
                "Bearer ",
                "Basic !!!",
                "Basic " + base64("his:wrong"),
                "Basic " + base64(FhirFeeds.SECRET),
                "Digest " + FhirFeeds.SECRET)) {
            HttpRequest.Builder request = FEEDS.request("/fhir/Patient")
                    .header("Content-Type", FhirFeeds.JSON)
                    .POST(HttpRequest.BodyPublishers.ofString(patient("x", MARK)));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            Answer answer = Answer.to(request);
            isOutcome(answer, 401, "login");
            assertThat(answer.headers().allValues("WWW-Authenticate")).anyMatch(scheme -> scheme.startsWith("Basic"));
        }
        assertThat(Answer.to(FEEDS.request("/fhir/metadata")).status()).isEqualTo(401);
        assertThat(Answer.to(FEEDS.request("/fhir/metadata")
                                .header("Authorization", "Basic " + base64("his:" + FhirFeeds.SECRET)))
                        .is(200)
                        .text("resourceType"))
                .isEqualTo("CapabilityStatement");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_is_not_offered_is_refused() {
        isOutcome(FEEDS.post("Observation", json("{'resourceType':'Observation'}")), 404, "not-supported");
        isOutcome(FEEDS.send("GET", "Patient/" + MARK, FhirFeeds.JSON, ""), 405, "not-supported");
        isOutcome(FEEDS.send("DELETE", "Patient/" + MARK, FhirFeeds.JSON, ""), 405, "not-supported");
        isOutcome(FEEDS.bundle(bundle("message")), 422, "not-supported");
        Answer elsewhere = Answer.to(FEEDS.request("/feeds").header("Authorization", "Bearer " + FhirFeeds.SECRET));
        isOutcome(elsewhere, 404, "not-found");
        isOutcome(FEEDS.send("POST", "Patient", "application/pdf", patient("x", MARK)), 400, "structure");
        isOutcome(FEEDS.put("Patient/1", patient("2", MARK)), 400, "structure");
        Answer gzip = Answer.to(FEEDS.request("/fhir/Patient")
                .header("Authorization", "Bearer " + FhirFeeds.SECRET)
                .header("Content-Type", FhirFeeds.JSON)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(patient("x", MARK))));
        isOutcome(gzip, 415, "structure");
    }

    @Test
    void what_is_too_large_is_refused_and_the_door_stays_open() {
        String large = patient("x", MARK).replace("\"小测\"", "\"" + "小".repeat(400_000) + "\"");
        isOutcome(FEEDS.post("Patient", large), 413, "too-long");
        FEEDS.put("Patient/large", patient("large", FhirFeeds.newNumber())).is(200);
    }

    @Test
    void a_body_that_comes_too_slowly_is_refused_and_others_are_answered_meanwhile() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), FEEDS.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + FhirFeeds.SECRET
                                    + "\r\nContent-Type: application/fhir+json\r\nContent-Length: 1000\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));
            FEEDS.put("Patient/quick", patient("quick", FhirFeeds.newNumber())).is(200);
            assertThat(text(socket.getInputStream())).startsWith("HTTP/1.1 408").contains("OperationOutcome");
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void a_silent_crowd_does_not_shut_the_door_for_good() throws IOException {
        Socket[] crowd = new Socket[40];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = new Socket(InetAddress.getLoopbackAddress(), FEEDS.port());
        }
        try {
            Eventually.holds(() -> FEEDS.put("Patient/late", patient("late", FhirFeeds.newNumber()))
                            .status()
                    == 200);
        } finally {
            for (Socket one : crowd) {
                one.close();
            }
        }
    }

    @Test
    void of_a_transaction_with_one_bad_entry_nothing_is_taken() {
        String number = FhirFeeds.newNumber();
        String good = entry("urn:uuid:a", "PUT", "Patient/" + number, patient(number, number));
        Answer answer = FEEDS.bundle(bundle(
                "transaction",
                good,
                entry(
                        "urn:uuid:b",
                        "PUT",
                        "Encounter/e",
                        encounter(
                                "e", "V" + number, "{'display':'" + MARK + "'}", "arrived", "2026-11-23T08:00:00Z"))));
        isOutcome(answer, 422, "not-found");
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("Bundle.entry[1].resource.subject");
        isOutcome(
                FEEDS.bundle(bundle(
                        "transaction",
                        entry(
                                "urn:uuid:e",
                                "PUT",
                                "Encounter/e",
                                encounter(
                                        "e",
                                        "V" + number,
                                        Samples.reference("Patient/" + number),
                                        "arrived",
                                        "2026-11-23T08:00:00Z")))),
                422,
                "not-found");
        for (String request :
                List.of("'DELETE','url':'Patient/x'", "'PUT','url':'Encounter/x'", "'PUT','url':'Patient'")) {
            Answer refused = FEEDS.bundle(bundle(
                    "transaction",
                    good,
                    json("{'request':{'method':" + request + "},'resource':") + patient("x", number) + "}"));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/issue/0/expression/0").asString()).startsWith("Bundle.entry[1].request");
        }
    }

    @Test
    void of_a_batch_each_entry_is_answered_by_itself() {
        String number = FhirFeeds.newNumber();
        Answer answer = FEEDS.bundle(bundle(
                        "batch",
                        entry("urn:uuid:a", "PUT", "Slot/1", json("{'resourceType':'Slot','id':'1','status':'free'}")),
                        json("{'request':{'method':'GET','url':'Patient/1'}}"),
                        entry("urn:uuid:c", "PUT", "Patient/" + number, patient(number, number))))
                .is(200);
        assertThat(answer.text("type")).isEqualTo("batch-response");
        assertThat(answer.json().path("entry").size()).isEqualTo(3);
        assertThat(answer.json().at("/entry/0/response/status").asString()).isEqualTo("422");
        assertThat(answer.json()
                        .at("/entry/0/response/outcome/issue/0/expression/0")
                        .asString())
                .isEqualTo("Bundle.entry[0].resource.schedule");
        assertThat(answer.json().at("/entry/1/response/status").asString()).isEqualTo("422");
        assertThat(answer.json().at("/entry/2/response/status").asString()).isEqualTo("200 OK");
    }

    @Test
    void a_request_id_that_comes_with_other_content_is_refused() {
        String number = FhirFeeds.newNumber();
        FEEDS.put("Patient/" + number, patient(number, number)).is(200);
        for (String department : List.of("cardiology", "cardiology", MARK)) {
            Answer answer = Answer.to(FEEDS.request("/fhir/Encounter/E" + number)
                    .header("Authorization", "Bearer " + FhirFeeds.SECRET)
                    .header("Content-Type", FhirFeeds.JSON)
                    .header("X-Request-Id", "R-" + number)
                    .PUT(HttpRequest.BodyPublishers.ofString(encounter(
                                    "E" + number,
                                    "V" + number,
                                    Samples.reference("Patient/" + number),
                                    "arrived",
                                    "2026-11-23T08:00:00Z")
                            .replace("cardiology", department))));
            if (department.equals(MARK)) {
                isOutcome(answer, 409, "duplicate");
            } else {
                answer.is(200);
            }
        }
        assertThat(Topic.of(Topics.encounters("tongren")).expect("tongren:" + number, EncounterChanged.class, 1))
                .hasSize(1);
    }

    @Test
    void the_visit_of_another_patient_is_not_taken_over() {
        String number = FhirFeeds.newNumber();
        String other = FhirFeeds.newNumber();
        FEEDS.put("Patient/" + number, patient(number, number)).is(200);
        FEEDS.put("Patient/" + other, patient(other, other)).is(200);
        String text =
                encounter("E", "V" + number, Samples.reference("Patient/" + number), "arrived", "2026-11-23T08:00:00Z");
        FEEDS.put("Encounter/E", text).is(200);
        Answer answer = isOutcome(
                FEEDS.put("Encounter/E", text.replace("Patient/" + number, "Patient/" + other)), 409, "conflict");
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("Encounter.subject");
    }

    @Test
    void a_secret_that_changes_holds_at_once_and_the_feeds_page_counts() {
        String staff = SERVICE.staff("tongren", "S1");
        FEEDS.put("Patient/counted", patient("counted", FhirFeeds.newNumber())).is(200);
        assertThat(SERVICE.get(staff, "/feeds").is(200).body())
                .contains("tongren/fhir", "\"door\":\"fhir\"", "FHIR|fhir", "\"200\":");
        FEEDS.fhir("another");
        Eventually.holds(
                () -> FEEDS.put("Patient/counted", patient("counted", "P1")).status() == 401);
        FEEDS.fhir(FhirFeeds.SECRET);
        Eventually.holds(
                () -> FEEDS.put("Patient/counted", patient("counted", "P1")).status() == 200);
    }
}
