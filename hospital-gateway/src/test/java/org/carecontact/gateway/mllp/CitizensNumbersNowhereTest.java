package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.carecontact.events.EncounterChanged;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** A citizen's number in every place of every door: stored, published, counted, logged and answered nowhere. */
@ExtendWith(OutputCaptureExtension.class)
class CitizensNumbersNowhereTest extends RunningGateway {

    private static final AtomicInteger RUNS = new AtomicInteger();

    private static final int SOAP = Ports.free();
    private static final int FHIR = Ports.free();
    private static final HospitalsFolder FOLDER = HospitalsFolder.of(HOSPITALS)
            .feedNamed("tongren", "bus", "hospital: tongren\nlike: wst-846\nport: " + SOAP + "\n")
            .feedNamed("tongren", "fhir", "hospital: tongren\nlike: fhir\nport: " + FHIR + "\n")
            .feedNamed("tongren", "files", "hospital: tongren\nlike: csv\nfolder: inbox\n")
            .feedNamed("tongren", "lines", "hospital: tongren\nlike: ndjson\nfolder: lines\n");
    private static final RunningService ALL_DOORS = gateway(FOLDER)
            .topics(2, Topics.doctors("tongren"), Topics.schedules("tongren"))
            .start();

    private final List<String> answers = new ArrayList<>();
    /** What is in no other run's ids of messages and visits. */
    private final String run = "R" + RUNS.incrementAndGet();

    private String number = "";

    CitizensNumbersNowhereTest() {
        super(ALL_DOORS);
    }

    private void v2() {
        for (String[] place : new String[][] {
            {"PID", "2"},
            {"PID", "3"},
            {"PID", "4"},
            {"PID", "5"},
            {"PID", "13"},
            {"PID", "19"},
            {"PV1", "3"},
            {"PV1", "7"},
            {"PV1", "19"},
            {"NK1", "2"},
            {"NK1", "5"},
            {"MSH", "3"},
            {"MSH", "10"},
            {"EVN", "2"}
        }) {
            SampleMessage message =
                    SampleMessage.of("A04", SampleMessage.newVisit()).set(place[0], Integer.parseInt(place[1]), number);
            answers.add(exchanged(message.text()));
        }
        answers.add(exchanged(SampleMessage.of("A04", SampleMessage.newVisit())
                .set("PID", 3, number + "^^^GOV^NNCHN~P77^^^HIS^PI")
                .with("ZID|" + number)
                .text()));
        answers.add(exchanged(number));
    }

    /** Only what the message itself does not bring along: MSH-3 and MSH-10 go back byte for byte. */
    private String exchanged(String text) {
        try (MllpClient client = connect()) {
            MllpClient.Answer answer = client.exchange(text);
            return answer.field("MSA", 3) + answer.field("ERR", 7) + answer.field("ERR", 8);
        }
    }

    private void soap() throws Exception {
        String message = """
                <PRPA_IN400001UV xmlns="urn:hl7-org:v3"><id root="2.16.156.10011.2.5.1.1" extension="%4$s"/>
                <creationTime value="20261123080000"/><controlActProcess><subject><encounterEvent>
                <id><item root="2.16.156.10011.2.5.1.9" extension="%2$s"/></id><code code="1"/>
                <subject><patient><id><item root="2.16.156.10011.1.3" extension="%1$s"/>
                <item root="2.16.156.10011.2.5.1.4" extension="%3$s"/></id><patientPerson>
                <id><item root="2.16.156.10011.1.3" extension="%1$s"/></id>
                <name><item><part value="%1$s"/></item></name><telecom><item value="%1$s"/></telecom>
                </patientPerson></patient></subject></encounterEvent></subject></controlActProcess></PRPA_IN400001UV>""";
        for (String[] ids : new String[][] {{run + "SV1", "SP1"}, {number, "SP2"}, {run + "SV3", number}}) {
            answers.add(posted(
                    SOAP,
                    "/HIPMessageServer",
                    "text/xml",
                    "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><HIPMessageServer>"
                            + "<action>OutPatientInfoAdd</action><message><![CDATA["
                            + message.formatted(number, ids[0], ids[1], run + "S" + answers.size())
                            + "]]></message></HIPMessageServer></e:Body></e:Envelope>"));
        }
    }

    private void fhir() throws Exception {
        for (String patient : List.of("FP1", number)) {
            answers.add(posted(FHIR, "/fhir/Patient", "application/fhir+json", """
                    {"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%1$s"},{"value":"%2$s"}],
                     "name":[{"text":"%1$s"}],"telecom":[{"system":"phone","value":"%1$s"}]}""".formatted(number, patient)));
        }
        answers.add(posted(FHIR, "/fhir/Encounter", "application/fhir+json", """
                {"resourceType":"Encounter","identifier":[{"value":"%1$s"}],"status":"in-progress","class":{"code":"AMB"},
                 "subject":{"identifier":{"value":"%1$s"}},"participant":[{"individual":{"identifier":{"value":"%1$s"}}}]}""".formatted(number)));
    }

    private void ndjson() throws IOException {
        taken("lines", run + ".ndjson", """
                {"resourceType":"Patient","id":"%1$s","identifier":[{"value":"LP1"}],"name":[{"text":"%1$s"}]}
                {"resourceType":"Patient","id":"LP2","identifier":[{"value":"%1$s"}]}
                {"resourceType":"Encounter","id":"LE3","identifier":[{"value":"%1$s"}],"status":"in-progress",\
                "class":{"code":"%1$s"},"subject":{"reference":"Patient/%1$s"}}
                {"resourceType":"Practitioner","id":"LD4","identifier":[{"value":"%1$s"}],"name":[{"text":"%1$s"}]}
                {"resourceType":"Appointment","id":"LA5","identifier":[{"value":"%1$s"}],"status":"booked",\
                "participant":[{"actor":{"reference":"Practitioner/%1$s"},"status":"accepted"}]}
                {"resourceType":"%1$s","%1$s":"%1$s"}
                %1$s
                """.formatted(number));
    }

    private void taken(String folder, String name, String lines) throws IOException {
        Path inbox = FOLDER.path().resolve("tongren/feeds").resolve(folder);
        Files.writeString(inbox.resolve(name), lines);
        Files.createFile(inbox.resolve(name + ".done"));
        Eventually.holds(() -> Files.exists(inbox.resolve(name + ".taken")));
        answers.add(Files.readString(inbox.resolve(name + ".report")));
    }

    private static String posted(int port, String path, String type, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private void csv() throws IOException {
        taken("inbox", run + ".csv", """
                visit,patient,name,mobile,guardian,doctor,department,event,at,message
                CV1,CP1,%1$s,%1$s,%1$s,D0001,%1$s,register,2026-11-23 08:00,M1
                %1$s,CP2,,,,,,register,2026-11-23 08:00,M2
                CV3,%1$s,,,,,,register,2026-11-23 08:00,M3
                CV4,CP4,,,,%1$s,,register,2026-11-23 08:00,M4
                CV5,CP5,,,,,,register,2026-11-23 08:00,%1$s
                """.formatted(number)
                .replace("CV", run + "CV")
                .replace(",M", "," + run + "M"));
    }

    /** Of nobody; the check digits are right. As it is, behind letters, with signs, and as it was until 1999. */
    @ParameterizedTest
    @ValueSource(strings = {"99010119800229002X", "SFZ11010519491231002X", "110105-19491231-002X", "110105491231002"})
    void it_is_stored_published_counted_logged_and_answered_nowhere(String written, CapturedOutput output)
            throws Exception {
        number = written;
        String seen = written.replace("SFZ", "");
        v2();
        soap();
        fhir();
        csv();
        ndjson();
        // What follows is published when this is.
        String last = SampleMessage.newVisit();
        exchanged(SampleMessage.of("A04", last)
                .set("PID", 3, "P" + last + "^^^HIS^PI")
                .text());
        published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:P" + last, 1);
        assertThat(answers).hasSizeGreaterThan(20).allMatch(text -> !text.contains(seen));
        Map<String, String> places = Map.of(
                "Mongo", stored(),
                "topics", onTopics(),
                "metrics", service.metrics(),
                "feeds", service.get(service.staff("tongren", "S1"), "/feeds").body(),
                "refused",
                        service.get(service.staff("tongren", "S1"), "/refused").body(),
                "log", output.getAll());
        places.forEach((place, text) -> {
            assertThat(text).as(place).isNotEmpty();
            assertThat(text.lines().filter(line -> line.contains(seen)))
                    .as(place)
                    .isEmpty();
        });
    }

    private String stored() {
        StringBuilder all = new StringBuilder();
        MongoDatabaseFactory mongo = service.bean(MongoDatabaseFactory.class);
        for (String collection : mongo.getMongoDatabase().listCollectionNames()) {
            for (Document document :
                    mongo.getMongoDatabase().getCollection(collection).find()) {
                all.append(document.toJson()).append('\n');
            }
        }
        return all.toString();
    }

    private static String onTopics() {
        StringBuilder all = new StringBuilder();
        for (String topic : List.of(
                Topics.encounters("tongren"),
                Topics.patients("tongren"),
                Topics.doctors("tongren"),
                Topics.schedules("tongren"))) {
            for (ConsumerRecord<byte[], byte[]> record : Topic.of(topic).records()) {
                all.append(new String(record.key(), StandardCharsets.ISO_8859_1));
                all.append(new String(record.value(), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
