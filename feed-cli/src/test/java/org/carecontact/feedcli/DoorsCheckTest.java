package org.carecontact.feedcli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check prints of the files of each door, as it is approved in {@code check/}. */
@SuppressWarnings("NullAway.Init")
class DoorsCheckTest {

    private static final String NAME = "欧阳测试";
    private static final String MOBILE = "14010000001";
    private static final String PATIENT =
            "{'resourceType':'Patient','id':'p1','meta':{'lastUpdated':'2026-11-23T08:00:00+08:00'},"
                    + "'identifier':[{'value':'P000001'}],'name':[{'text':'" + NAME + "'}],"
                    + "'telecom':[{'system':'phone','use':'mobile','value':'" + MOBILE + "'}]}";
    private static final String ENCOUNTER =
            "{'resourceType':'Encounter','id':'e1','meta':{'lastUpdated':'2026-11-23T08:00:00+08:00'},"
                    + "'identifier':[{'value':'V1'}],'status':'in-progress','class':{'code':'AMB'},"
                    + "'subject':{'reference':'Patient/p1'},'serviceType':{'coding':[{'code':'0313'}]}}";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int check(String feed, String... namesAndTexts) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "check", Files.writeString(folder.resolve("feed.yml"), feed).toString()));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            arguments.add(Files.writeString(folder.resolve(namesAndTexts[i]), namesAndTexts[i + 1])
                    .toString());
        }
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return ScriptCommand.run(
                new FeedCommand(out, folder.resolve("none.json"), folder, false), arguments.toArray(String[]::new));
    }

    private void assertApproved(String name) {
        String text = said.toString(StandardCharsets.UTF_8).replaceAll("\r\n", "\n");
        assertThat(text).doesNotContain(NAME, MOBILE, "1980");
        if (Boolean.getBoolean("approve")) {
            try {
                Files.writeString(
                        Files.createDirectories(Path.of("src/test/resources/check"))
                                .resolve(name + ".txt"),
                        text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (InputStream in = DoorsCheckTest.class.getResourceAsStream("/check/" + name + ".txt")) {
            String approved = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).isEqualTo(approved);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String feed(String like, String more) {
        return "hospital: tongren\nlike: " + like + "\n" + more + "\ndepartments: { \"0313\": cardiology }\n";
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void csv() throws IOException {
        int code = check(feed("csv", "folder: inbox\ncolumns: { 就诊号: visit }"), "day.csv", """
                就诊号,patient,name,born,mobile,doctor,department,class,event,at,message
                V1,P000001,%1$s,1980-02-29,%2$s,D0001,0313,AMB,register,2026-11-23 08:00,M1
                V1,P000001,,,12,,0999,,finish,2026-11-23 08:30,M2
                V2,,,,,,,,register,2026-11-23 08:30,
                V3,P000003,,,,,,,explode,2026-11-23 08:30,
                """.formatted(NAME, MOBILE));
        assertThat(code).isEqualTo(1);
        assertApproved("csv");
    }

    @Test
    void a_department_that_the_hospital_lists_and_the_feed_does_not_map_is_known() throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("tongren/feeds"));
        Files.writeString(
                folder.resolve("tongren/departments.yml"), "- {code: \"0400\", name: {zh: 外科, en: Surgery}}\n");
        Path feed = Files.writeString(feeds.resolve("csv.yml"), feed("csv", "folder: inbox"));
        Path file = Files.writeString(folder.resolve("day.csv"), """
                visit,patient,department,event,at
                V1,P1,0313,register,2026-11-23 08:00
                V2,P1,0400,register,2026-11-23 08:00
                V3,P1,0999,register,2026-11-23 08:00
                """);
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(ScriptCommand.run(
                        new FeedCommand(out, folder, folder, false), "check", feed.toString(), file.toString()))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("department cardiology (mapped)", "department 0400 (listed)", "department 0999 (not mapped)");
    }

    @Test
    void an_entry_of_a_batch_that_cannot_be_read_is_refused_by_itself_and_a_row_that_is_too_short_says_so()
            throws IOException {
        String batch = json("{'resourceType':'Bundle','type':'batch','entry':["
                + "{'request':{'method':'PUT','url':'Encounter/e2'},'resource':{'resourceType':'Encounter','status':'asleep'}},"
                + "{'request':{'method':'PUT','url':'Patient/p1'},'resource':" + PATIENT + "}]}");
        assertThat(check(
                        feed("fhir", "port: 2577"),
                        "batch.json",
                        batch,
                        "transaction.json",
                        batch.replace("batch", "transaction")))
                .isEqualTo(1);
        assertThat(check(feed("csv", "folder: inbox"), "short.csv", "visit,patient,doctor\nV1,P1\n"))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "batch.json#1  AE  -  -  FHIR|feed  -  Bundle.entry[0].resource.status: One of planned, arrived,",
                        "batch.json#2  AA  Patient  p1",
                        "transaction.json#1  AE  -  -  FHIR|feed  -  Bundle.entry[0].resource.status: One of planned, arrived,",
                        "transaction.json#2  AE  Patient  p1",
                        "without a field for each column: 2 fields, the header has 3");
    }

    @Test
    void a_csv_file_in_another_charset_is_refused_with_the_one_that_is_expected() throws IOException {
        Path file = Files.write(folder.resolve("gb.csv"), "visit,patient\n一,二\n".getBytes(Charset.forName("GB18030")));
        assertThat(check(feed("csv", "folder: inbox"), "gb2.csv", "visit,patient\nV1,P1\n"))
                .isEqualTo(0);
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(ScriptCommand.run(
                        new FeedCommand(out, folder, folder, false),
                        "check",
                        folder.resolve("feed.yml").toString(),
                        file.toString()))
                .isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("gb.csv#1  AE  -  -  CSV|feed  -  the file is written in UTF-8");
    }

    @Test
    void ndjson() throws IOException {
        int code = check(
                feed("ndjson", "folder: inbox\nnot-used: [Observation]"),
                "a.ndjson",
                json(PATIENT) + "\n",
                "b.ndjson",
                json(String.join(
                        "\r\n",
                        ENCOUNTER,
                        "",
                        ENCOUNTER.replace("Patient/p1", "Patient/p2"),
                        "{'resourceType':'Observation','status':'final','code':{'text':'x'}}",
                        "{'resourceType':'Condition','subject':{'reference':'Patient/p1'}}",
                        "{'resourceType':'Enc")));
        assertThat(code).isEqualTo(1);
        assertApproved("ndjson");
    }

    @Test
    void fhir() throws IOException {
        String entry = "{'request':{'method':'PUT','url':'%s'},'resource':%s}";
        String bundle = "{'resourceType':'Bundle','type':'batch','entry':["
                + entry.formatted("Encounter/e1", ENCOUNTER) + "," + entry.formatted("Patient/p1", PATIENT) + ","
                + entry.formatted("Encounter/e2", "{'resourceType':'Encounter','id':'e2'}") + "]}";
        int code = check(
                feed("fhir", "port: 2577"),
                "visit-before.json",
                json(ENCOUNTER),
                "patient.json",
                json(PATIENT),
                "visit.json",
                json(ENCOUNTER),
                "patient.xml",
                "<Patient xmlns='http://hl7.org/fhir'><id value='p1'/><meta><lastUpdated"
                        + " value='2026-11-23T08:00:00+08:00'/></meta><identifier><value value='P000001'/></identifier></Patient>",
                "batch.json",
                json(bundle),
                "transaction.json",
                json(bundle.replace("batch", "transaction")),
                "collection.json",
                json(bundle.replace("batch", "collection")),
                "colour.json",
                json(PATIENT.replace("'id'", "'colour'")));
        assertThat(code).isEqualTo(1);
        assertApproved("fhir");
    }

    @Test
    void wst_846() throws IOException {
        String message = """
                <PRPA_IN400001UV xmlns="urn:hl7-org:v3"><id root="2.16.156.10011.2.5.1.1" extension="M1"/>
                <creationTime value="20261123080000"/><controlActProcess><subject><encounterEvent>
                <id root="2.16.156.10011.2.5.1.9" extension="V1"/><code code="1"/>
                <subject><patient><id root="2.16.156.10011.2.5.1.4" extension="P000001"/>
                <patientPerson><name>%s</name></patientPerson></patient></subject>
                </encounterEvent></subject></controlActProcess></PRPA_IN400001UV>""".formatted(NAME);
        String call = """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
                <HIPMessageServer xmlns="urn:hl7-org:v3"><action>S0023</action><message><![CDATA[%s]]></message>
                </HIPMessageServer></s:Body></s:Envelope>""".formatted(message);
        int code = check(
                feed("wst-846", "port: 2576"),
                "call.xml",
                call,
                "OutPatientInfoAdd-1.xml",
                message,
                "OutPatientInfoUpdate-2.xml",
                message.replace("encounterEvent", "event"),
                "query.xml",
                call.replace("S0023", "PatientInfoQuery"),
                "other.xml",
                call.replace("S0023", "ReportInfoAdd"),
                "bomb.xml",
                call.replace("<PRPA", "<!DOCTYPE x [<!ENTITY a 'b'>]><PRPA"),
                "no.xml",
                "<a>" + NAME);
        assertThat(code).isEqualTo(1);
        assertApproved("wst-846");
    }

    @Test
    void a_slot_is_told_with_its_kind_its_time_and_its_state() throws IOException {
        String schedule = "{'resourceType':'Schedule','id':'c1','actor':[{'type':'Practitioner',"
                + "'identifier':{'value':'D0001'}}]}";
        String slot = "{'resourceType':'Slot','id':'s1','meta':{'lastUpdated':'2026-11-23T08:00:00+08:00'},"
                + "'schedule':{'reference':'Schedule/c1'},'status':'busy','serviceType':[{'coding':[{'code':'停诊'}]}],"
                + "'start':'2026-11-24T09:00:00+08:00','end':'2026-11-24T09:30:00+08:00'}";
        String appointment =
                "{'resourceType':'Appointment','id':'a1','meta':{'lastUpdated':'2026-11-23T08:00:00+08:00'},"
                        + "'status':'cancelled','participant':[{'status':'accepted','actor':{'type':'Practitioner',"
                        + "'identifier':{'value':'D0001'}}}]}";
        assertThat(check(
                        feed("fhir", "port: 2577"),
                        "schedule.json",
                        json(schedule),
                        "slot.json",
                        json(slot),
                        "appointment.json",
                        json(appointment)))
                .isZero();
        String siu = "MSH|^~\\&|HIS|tongren|||20261123080000||SIU^S12|C1|P|2.4\rSCH|A1||||||手术|30|min||"
                + "^^^202611240900^202611241100\rPID|||P000001^^^HIS^PI||" + NAME + "\rAIP|1||D0001^王\r";
        assertThat(check(feed("hl7-v2", "port: 2601"), "day.hl7", siu + siu.replace("S12", "S15")))
                .isZero();
        assertApproved("slots");
    }

    @Test
    void hl7_v2() throws IOException {
        String message =
                "MSH|^~\\&|HIS|tongren|||20261123080000||ADT^A04|C1|P|2.4\rEVN||20261123080000\rPID|||P000001^^^HIS^PI||"
                        + NAME + "||19800229||||||" + MOBILE + "^PRN^CP\rPV1||O|0313||||D0001|||||||||||V1\r";
        int code = check(
                feed("hl7-v2", "port: 2601"),
                "day.hl7",
                message.replace("|||||||||||V1", "||||||||||||V1")
                        + message.replace("PV1", "ZV1")
                        + message.replace("ADT^A04", "ORM^O01"));
        assertThat(code).isEqualTo(1);
        assertApproved("hl7-v2");
    }
}
