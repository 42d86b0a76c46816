package org.carecontact.gateway.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.schemas.Topics;
import org.junit.jupiter.api.Test;

/** A day that is told by HL7 v2 over MLLP and by WS/T 846 over SOAP is one day. */
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
    void outpatient_and_inpatient_end_in_equal_events_but_for_ids() throws IOException {
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
