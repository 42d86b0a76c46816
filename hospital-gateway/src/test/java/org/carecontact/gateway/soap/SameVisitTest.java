package org.carecontact.gateway.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Test;

/** A day that is told by HL7 v2 over MLLP, by WS/T 846 over SOAP, by FHIR and by CSV is one day. */
class SameVisitTest extends WholeSoapGateway {

    private void byMllp(String... messages) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port("his"))) {
            for (String message : messages) {
                socket.getOutputStream().write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                StringBuilder answer = new StringBuilder();
                for (int b = socket.getInputStream().read();
                        b != 0x1c;
                        b = socket.getInputStream().read()) {
                    assertThat(b).isNotEqualTo(-1);
                    answer.append((char) b);
                }
                assertThat(socket.getInputStream().read()).isEqualTo('\r');
                assertThat(answer.toString()).contains("|AA|");
            }
        }
    }

    private static String adt(String trigger, String time, String patient, String visit, String more, String pv1) {
        return "MSH|^~\\&|HIS|tongren|||" + time + "||ADT^" + trigger + "|" + SampleV3.fresh("C")
                + "|P|2.5||||||UNICODE UTF-8\rEVN||" + time + "\rPID|||" + patient + "^^^HIS^PI||" + SampleV3.NAME
                + "||19800229||||||" + SampleV3.MOBILE + "^PRN^CP\rNK1||测试|MTH||" + SampleV3.GUARDIAN + "\rPV1||"
                + pv1 + "||||||||||||" + visit + more + "\r";
    }

    private static String pv1(String encounterClass, String department, String doctor) {
        return encounterClass + "|" + department + "||||" + doctor;
    }

    @Test
    void outpatient_and_inpatient_by_four_doors_end_in_equal_events_but_for_ids() throws IOException {
        String patientA = SampleV3.fresh("PA");
        String visitA = SampleV3.fresh("VA");
        String stayA = SampleV3.fresh("VA");
        byMllp(
                adt("A04", "20261123080000", patientA, visitA, "", pv1("O", "cardiology", "D0001")),
                adt("A08", "20261123081000", patientA, visitA, "", pv1("O", "cardiology", "D0002")),
                adt("A03", "20261123083000", patientA, visitA, "", pv1("O", "cardiology", "D0002")),
                adt("A01", "20261123090000", patientA, stayA, "", pv1("I", "cardiology", "D0001")),
                adt("A02", "20261124090000", patientA, stayA, "", pv1("I", "surgery", "D0005")),
                adt("A03", "20261127100000", patientA, stayA, "", pv1("I", "surgery", "D0005")),
                adt("A13", "20261127101000", patientA, stayA, "", pv1("I", "surgery", "D0005")));
        String patientB = SampleV3.fresh("PB");
        String visitB = SampleV3.fresh("VB");
        String stayB = SampleV3.fresh("VB");
        SoapClient client = client("bus");
        for (Object[] call : new Object[][] {
            {"OutPatientInfoAdd", encounter(patientB, visitB, "20261123080000", "1", "cardiology", "D0001")},
            {"OutPatientInfoUpdate", encounter(patientB, visitB, "20261123081000", "1", "cardiology", "D0002")},
            {
                "OutPatientInfoUpdate",
                encounter(patientB, visitB, "20261123083000", "1", "cardiology", "D0002")
                        .set("status", "completed")
            },
            {"InPatientInfoAdd", encounter(patientB, stayB, "20261123090000", "3", "cardiology", "D0001")},
            {
                "TransferInfoAdd",
                SampleV3.of("transfer")
                        .of(patientB, stayB)
                        .at("20261124090000")
                        .set("department", "surgery")
                        .set("department-before", "cardiology")
                        .set("doctor", "D0005")
            },
            {
                "DischargeInfoAdd",
                SampleV3.of("discharge")
                        .of(patientB, stayB)
                        .at("20261127100000")
                        .set("department", "surgery")
            },
            {
                "DischargeInfoUpdate",
                SampleV3.of("discharge")
                        .of(patientB, stayB)
                        .at("20261127101000")
                        .set("department", "surgery")
                        .set("status", "nullified")
            }
        }) {
            assertThat(client.call((String) call[0], (SampleV3) call[1]).verdict())
                    .isEqualTo("AA ACK");
        }
        List<EncounterChanged> a = changes(patientA, visitA, stayA);
        assertThat(a).hasSize(7);
        assertThat(changes(patientB, visitB, stayB)).isEqualTo(a);
        assertThat(reached(patientB)).isEqualTo(reached(patientA));
        assertThat(known(patientB)).isEqualTo(known(patientA)).hasSize(4);

        String patientC = SampleV3.fresh("PC");
        String visitC = SampleV3.fresh("VC");
        String stayC = SampleV3.fresh("VC");
        Resources fhir = new Resources(patientC);
        fhir.put(visitC, "AMB", "cardiology", "D0001", "in-progress", "2026-11-23T08:00", "2026-11-23T08:00", "");
        fhir.put(visitC, "AMB", "cardiology", "D0002", "in-progress", "2026-11-23T08:10", "2026-11-23T08:00", "");
        fhir.put(visitC, "AMB", "cardiology", "D0002", "finished", "2026-11-23T08:30", "2026-11-23T08:00", "08:30");
        fhir.put(stayC, "IMP", "cardiology", "D0001", "in-progress", "2026-11-23T09:00", "2026-11-23T09:00", "");
        fhir.put(stayC, "IMP", "surgery", "D0005", "in-progress", "2026-11-24T09:00", "2026-11-23T09:00", "");
        fhir.put(stayC, "IMP", "surgery", "D0005", "finished", "2026-11-27T10:00", "2026-11-23T09:00", "10:00");
        fhir.put(stayC, "IMP", "surgery", "D0005", "in-progress", "2026-11-27T10:10", "2026-11-23T09:00", "undone");
        assertThat(changes(patientC, visitC, stayC)).isEqualTo(a);
        assertThat(reached(patientC)).isEqualTo(reached(patientA));
        assertThat(known(patientC)).isEqualTo(known(patientA));

        String patientD = SampleV3.fresh("PD");
        String visitD = SampleV3.fresh("VD");
        String stayD = SampleV3.fresh("VD");
        byFile("""
                visit,patient,name,born,mobile,guardian,doctor,department,class,event,at
                %2$s,%1$s,%4$s,1980-02-29,%5$s,%6$s,D0001,cardiology,AMB,register,2026-11-23 08:00
                %2$s,%1$s,%4$s,1980-02-29,%5$s,%6$s,D0002,cardiology,AMB,update,2026-11-23 08:10
                %2$s,%1$s,%4$s,1980-02-29,%5$s,%6$s,D0002,cardiology,AMB,finish,2026-11-23 08:30
                %3$s,%1$s,%4$s,1980-02-29,%5$s,%6$s,D0001,cardiology,IMP,admit,2026-11-23 09:00
                %3$s,%1$s,,,,,D0005,surgery,IMP,transfer,2026-11-24 09:00
                %3$s,%1$s,,,,,D0005,surgery,IMP,discharge,2026-11-27 10:00
                %3$s,%1$s,,,,,,,,cancel-discharge,2026-11-27 10:10
                """.formatted(patientD, visitD, stayD, SampleV3.NAME, SampleV3.MOBILE, SampleV3.GUARDIAN));
        assertThat(changes(patientD, visitD, stayD)).isEqualTo(a);
        assertThat(reached(patientD)).isEqualTo(reached(patientA));
        assertThat(known(patientD)).isEqualTo(known(patientA));
    }

    /** Puts rows into the folder of the feed and returns when each was taken. */
    private void byFile(String rows) throws IOException {
        Path file = file("files").resolveSibling("inbox").resolve(SampleV3.fresh("day") + ".csv");
        Files.writeString(file, rows);
        Files.createFile(file.resolveSibling(file.getFileName() + ".done"));
        Eventually.holds(() -> Files.exists(file.resolveSibling(file.getFileName() + ".taken")));
        assertThat(Files.readAllLines(file.resolveSibling(file.getFileName() + ".report")))
                .hasSize(8)
                .filteredOn(line -> !line.contains(",AA,"))
                .containsExactly("line,answer,place,what");
    }

    /** The visits of a patient as a server of a hospital sends them: a transaction for each change. */
    private final class Resources {

        private final String patient;

        Resources(String patient) {
            this.patient = patient;
        }

        /** The times are those of China; the visit ends on the day of the change, at this hour. */
        void put(
                String visit,
                String encounterClass,
                String department,
                String doctor,
                String status,
                String changed,
                String started,
                String ended) {
            boolean undone = ended.equals("undone");
            String end = ended.isEmpty() || undone ? "" : ",'end':'" + changed.substring(0, 11) + ended + ":00+08:00'";
            String history = undone
                    ? ",'statusHistory':[{'status':'finished','period':{'start':'2026-11-27T10:00:00+08:00'}}]"
                    : "";
            String bundle = """
                    {'resourceType':'Bundle','type':'transaction','entry':[
                     {'fullUrl':'urn:uuid:6f0f7d4e-7a53-4a7c-8c0e-0c4f6d0a0001',
                      'request':{'method':'PUT','url':'Patient?identifier=http://his.example/mrn|%1$s'},
                      'resource':{'resourceType':'Patient','meta':{'lastUpdated':'%7$s:00+08:00'},
                       'identifier':[{'system':'http://his.example/mrn','value':'%1$s'}],
                       'name':[{'text':'%9$s'}],'birthDate':'1980-02-29',
                       'telecom':[{'system':'phone','value':'%10$s','use':'mobile'}],
                       'contact':[{'relationship':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-RoleCode','code':'MTH'}]}],
                        'telecom':[{'system':'phone','value':'%11$s'}]}]}},
                     {'fullUrl':'urn:uuid:6f0f7d4e-7a53-4a7c-8c0e-0c4f6d0a0002',
                      'request':{'method':'PUT','url':'Encounter?identifier=http://his.example/visit|%2$s'},
                      'resource':{'resourceType':'Encounter','meta':{'lastUpdated':'%7$s:00+08:00'},
                       'identifier':[{'system':'http://his.example/visit','value':'%2$s'}],
                       'status':'%6$s','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'%3$s'},
                       'subject':{'reference':'urn:uuid:6f0f7d4e-7a53-4a7c-8c0e-0c4f6d0a0001'},
                       'participant':[{'type':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ParticipationType','code':'ATND'}]}],
                        'individual':{'identifier':{'value':'%5$s'}}}],
                       'serviceType':{'coding':[{'code':'%4$s'}]},
                       'period':{'start':'%8$s:00+08:00'%12$s}%13$s}}]}
                    """.formatted(
                            patient,
                            visit,
                            encounterClass,
                            department,
                            doctor,
                            status,
                            changed,
                            started,
                            SampleV3.NAME,
                            SampleV3.MOBILE,
                            SampleV3.GUARDIAN,
                            end,
                            history)
                    .replace('\'', '"');
            Answer.to(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("fhir") + "/fhir"))
                            .header("Content-Type", "application/fhir+json")
                            .POST(HttpRequest.BodyPublishers.ofString(bundle)))
                    .is(200);
        }
    }

    private static SampleV3 encounter(
            String patient, String visit, String time, String encounterClass, String department, String doctor) {
        return SampleV3.of("encounter")
                .of(patient, visit)
                .at(time)
                .set("class", encounterClass)
                .set("department", department)
                .set("doctor", doctor);
    }

    /** The events with the same ids for both; each visit's in their order, since visits do not wait for each other. */
    private static List<EncounterChanged> changes(String patient, String visit, String stay) {
        return published(EncounterChanged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + patient, 7).stream()
                .map(event -> EncounterChanged.newBuilder(event)
                        .setPatient("patient")
                        .setVisit(
                                event.getVisit().equals(visit)
                                        ? "visit"
                                        : event.getVisit().equals(stay) ? "stay" : "?")
                        .build())
                .sorted(Comparator.comparing(EncounterChanged::getVisit))
                .toList();
    }

    private static List<String> reached(String patient) {
        return published(PatientRegistered.class, Topics.patients(HOSPITAL), HOSPITAL + ":" + patient, 1).stream()
                .map(event -> event.getChangedAt() + " "
                        + event.getContactPoints().size() + " " + (event.getSealedName() != null))
                .toList();
    }

    @Test
    void a_merge_by_soap_takes_along_what_mllp_told() throws IOException {
        String old = SampleV3.fresh("PA");
        String survivor = SampleV3.fresh("PB");
        String visit = SampleV3.fresh("VA");
        byMllp(adt("A04", "20261123080000", old, visit, "", pv1("O", "cardiology", "D0001")));
        assertThat(client("bus")
                        .call(
                                "PatientInfoMerge",
                                SampleV3.of("merge")
                                        .set("patient", survivor)
                                        .set("prior", old)
                                        .at("20261123090000"))
                        .code())
                .isEqualTo("AA");
        assertThat(visit(visit).patient()).hasToString(survivor);
        assertThat(published(PatientMerged.class, Topics.encounters(HOSPITAL), HOSPITAL + ":" + old, 1))
                .hasSize(1);
    }
}
