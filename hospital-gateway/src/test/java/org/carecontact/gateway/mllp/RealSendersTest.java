package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.Told;
import org.carecontact.gateway.encounters.domain.Visit;
import org.carecontact.gateway.people.PersonAggregate;
import org.carecontact.gateway.people.domain.PersonFacts;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.kernel.store.Stored;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real senders send (made-up people), each input as it came: the answer, and what is known of the visit then. */
class RealSendersTest extends RunningGateway {

    private static final RunningService FEEDS = gateway(
                    HospitalsFolder.of(HOSPITALS).feed("meiyan", Ports.free(), "like: chinese-his", "facilities: any"))
            .start();

    RealSendersTest() {
        super(FEEDS);
    }

    private static byte[] input(String file) {
        try (InputStream in =
                Objects.requireNonNull(RealSendersTest.class.getResourceAsStream("/hl7/" + file + ".hl7"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MllpClient.Answer send(String hospital, String file) {
        try (MllpClient client = new MllpClient(mllp(hospital))) {
            client.write(MllpClient.block(input(file)));
            return client.receive();
        }
    }

    private void sent(String... files) {
        for (String file : files) {
            assertThat(send("tongren", file).code()).as(file).isEqualTo("AA");
        }
    }

    private Told told(String visit) {
        Stored<Encounter> stored = encounters
                .find("tongren", "tongren:" + new VisitId(visit).encoded())
                .orElseThrow();
        return ((Encounter.Known) stored.state()).told();
    }

    private PersonFacts person(String visit) {
        PatientId patient = visit(visit).patient();
        return people.find("tongren", PersonAggregate.id("tongren", patient))
                .orElseThrow()
                .state()
                .factsOrNone();
    }

    private List<String> roles(String visit) {
        PersonFacts facts = person(visit);
        List<String> roles = new ArrayList<>();
        if (Said.value(facts.mobile()) != null) {
            roles.add("PATIENT");
        }
        if (Said.value(facts.guardian()) != null) {
            roles.add("GUARDIAN");
        }
        return roles;
    }

    private Visit visit(String visit) {
        return told(visit).visit();
    }

    private Class<?> state(String visit) {
        return Encounter.of(told(visit)).getClass();
    }

    @ParameterizedTest
    @CsvSource({
        "05-A31-person-update, AA",
        "06-A05-preadmit, AA",
        "07-ORU-result, AA",
        "08a-version-2.3.1, AA",
        "08b-version-2.4, AA",
        "08c-version-2.5.1, AA",
        "08d-version-2.6, AA",
        "08e-version-2.8, AA",
        "10-A04-triage-no-doctor-yet, AA",
        "11-PV1-7-name-only, AA 204 PV1-7",
        "13a-class-P, AA",
        "13b-class-R, AA",
        "13c-class-B, AA",
        "13d-class-C, AA",
        "13e-class-N, AA",
        "13f-class-U, AA",
        "14a-department-in-Chinese, AA",
        "14b-department-with-space, AA",
        "14c-visit-number-with-slash, AA",
        "14d-patient-id-with-space, AA",
        "19-bad-birth-date, AA 102 PID-7",
        "24-EVN-2-date-only, AA",
        "26-OBX-before-PV1, AA",
        "31a-charset-GBK, AA",
        "31b-charset-GB2312, AA",
        "31c-charset-8859-1, AA",
        "31d-charset-utf8, AA",
        "31e-charset-HL7-null, AA",
        "31g-charset-GB18030-2005, AA",
        "32-GB18030-bytes-MSH-18-empty, AE 102 MSH-18",
        "33-leading-CRLF, AA",
        "34-BOM, AA",
        "35-0x0B-in-a-name, AE 102 MSH",
        "36-batch, AA",
        "38-MSH-15-AL-16-NE, CA",
        "41-Chinese-HIS-form, AE 102 MSH-18"
    })
    void each_input_gets_its_answer_with_its_control_id(String file, String verdict) {
        MllpClient.Answer answer = send("tongren", file);
        assertThat(answer.verdict()).isEqualTo(verdict);
        assertThat(answer.field("MSA", 2)).matches("F[0-9]{3}");
    }

    @ParameterizedTest
    @CsvSource({"32-GB18030-bytes-MSH-18-empty, AA", "41-Chinese-HIS-form, AA 102 PID-7"})
    void a_hospital_with_a_dialect_of_its_own_is_understood(String file, String verdict) {
        assertThat(send("meiyan", file).verdict()).isEqualTo(verdict);
    }

    @Test
    void a_transfer_tells_the_new_doctor_and_department() {
        sent("01a-admit", "01b-A02-transfer");
        assertThat(visit("FV01").department()).isEqualTo("NEUR");
        assertThat(visit("FV01").doctor()).hasToString("D2");
    }

    @Test
    void a_discharge_is_taken_back() {
        sent("02a-admit", "02b-discharge");
        assertThat(state("FV02")).isEqualTo(Encounter.Finished.class);
        sent("02c-A13-cancel-discharge");
        assertThat(state("FV02")).isEqualTo(Encounter.InProgress.class);
    }

    @Test
    void a_merge_takes_the_visit_to_the_surviving_patient() {
        sent("03a-admit-old-id", "03b-A40-merge");
        assertThat(visit("FV03").patient()).hasToString("FP03");
        sent("03c-discharge-surviving-id");
        assertThat(state("FV03")).isEqualTo(Encounter.Finished.class);
    }

    @Test
    void a_person_is_updated_without_a_visit() {
        sent("05-A31-person-update");
        assertThat(Said.value(people.find("tongren", PersonAggregate.id("tongren", new PatientId("FP05")))
                        .orElseThrow()
                        .state()
                        .factsOrNone()
                        .mobile()))
                .isNotNull();
    }

    @Test
    void an_outpatient_becomes_an_inpatient() {
        sent("04a-register", "04b-A06-becomes-inpatient");
        assertThat(visit("FV04").encounterClass()).isEqualTo(EncounterClass.IMP);
    }

    @Test
    void what_a_discharge_leaves_out_stays() {
        sent("09a-admit", "09b-A03-without-doctor", "09c-A03-without-location-and-class");
        assertThat(state("FV09")).isEqualTo(Encounter.Finished.class);
        assertThat(visit("FV09").doctor()).hasToString("D1");
        assertThat(visit("FV09").department()).isEqualTo("CARD");
    }

    @Test
    void of_several_identifiers_the_hospitals_own_is_taken() {
        sent("15-PID-3-visit-number-first", "17-PID-3-untyped-citizen-number-first", "18-PV1-7-national-id-first");
        assertThat(visit("FV15").patient()).hasToString("FP15");
        assertThat(visit("FV17").patient()).hasToString("FP17");
        assertThat(visit("FV18").doctor()).hasToString("D1");
    }

    @Test
    void the_offset_of_the_message_is_the_one_of_its_times() {
        sent("21-MSH-7-zone");
        assertThat(visit("FV21").changedAt()).isEqualTo(Instant.parse("2026-11-01T08:00:00Z"));
    }

    @Test
    void relatives_are_found_where_they_stand_and_stay_when_a_message_leaves_them_out() {
        sent("25-NK1-after-PV1", "28-fax-number-first", "30a-with-guardian", "30b-A08-without-NK1");
        assertThat(roles("FV25")).containsExactly("GUARDIAN");
        assertThat(roles("FV28")).containsExactly("PATIENT");
        assertThat(roles("FV30")).containsExactly("PATIENT", "GUARDIAN");
    }

    // Acknowledgements, byte for byte

    @ParameterizedTest
    @CsvSource({"A\\T\\1, H\\T\\S", "A&2, HIS^1.2.3^ISO"})
    void what_comes_from_the_header_is_given_back_as_it_came(String controlId, String application) {
        SampleMessage message = SampleMessage.of("A04", SampleMessage.newVisit())
                .set("MSH", 10, controlId)
                .set("MSH", 3, application);
        try (MllpClient client = connect()) {
            MllpClient.Answer answer = client.exchange(message);
            assertThat(answer.code()).isEqualTo("AA");
            assertThat(answer.field("MSA", 2)).isEqualTo(controlId);
            assertThat(answer.field("MSH", 5)).isEqualTo(application);
        }
    }

    // The kinds behind the inputs

    @ParameterizedTest
    @CsvSource({
        "V7^^^HIS^VN~P1^^^HIS^MR, P1",
        "P1^^^HIS^MR~V7^^^HIS^VN, P1",
        "\"\"^^^OLD^PI~P1^^^HIS^PI, P1",
        "~P1^^^HIS^PI, P1",
        "A/1^^^OLD^PI~P1^^^HIS^PI, P1"
    })
    void the_patients_id_is_the_one_of_the_sender(String pid3, String patient) {
        String visit = SampleMessage.newVisit();
        try (MllpClient client = connect()) {
            client.exchange(SampleMessage.of("A04", visit).set("PID", 3, pid3));
        }
        assertThat(visit(visit).patient()).hasToString(patient);
    }

    @ParameterizedTest
    @CsvSource({
        "99010119800229001X^测试^^^^^^^^^^^NNCHN~D0002^测试^^^^^^^^^^^EI",
        "L77^测试^^^^^^^^^^^DN~D0002^测试^^^^^^^^^^^EI",
        "~D0002"
    })
    void the_doctors_id_is_the_hospitals_own(String pv17) {
        String visit = SampleMessage.newVisit();
        try (MllpClient client = connect()) {
            client.exchange(SampleMessage.of("A04", visit).set("PV1", 7, pv17));
        }
        assertThat(visit(visit).doctor()).hasToString("D0002");
    }

    @ParameterizedTest
    @CsvSource({
        "010-65280001^PRN^PH",
        "010-65280009^PRN^FX",
        "14019990777^BPN^BP",
        "14019991101.0",
        "5281234/5281235",
        "14019990001^EMR^CP"
    })
    void a_number_that_takes_no_sms_is_no_contact_point(String pid13) {
        String visit = SampleMessage.newVisit();
        try (MllpClient client = connect()) {
            assertThat(client.exchange(SampleMessage.of("A04", visit).set("PID", 13, pid13))
                            .verdict())
                    .isEqualTo("AA 102 PID-13");
        }
        assertThat(roles(visit)).containsExactly("GUARDIAN");
    }

    @Test
    void a_number_in_hexadecimal_escapes_is_read() {
        String visit = SampleMessage.newVisit();
        try (MllpClient client = connect()) {
            assertThat(client.exchange(SampleMessage.of("A04", visit).set("PID", 13, "1401999\\X2D\\1104"))
                            .verdict())
                    .isEqualTo("AA");
        }
    }

    @Test
    void a_control_id_is_one_senders_and_the_time_of_the_event_is_content() {
        String visit = SampleMessage.newVisit();
        SampleMessage first = SampleMessage.of("A04", visit).at("20261123080000");
        try (MllpClient client = connect()) {
            client.exchange(first);
            SampleMessage ofEmr = SampleMessage.of("A03", visit)
                    .set("MSH", 10, first.controlId())
                    .set("MSH", 3, "EMR");
            assertThat(client.exchange(ofEmr.at("20261123090000")).verdict()).isEqualTo("AA");
            assertThat(client.exchange(first.at("20261123100000")).verdict()).isEqualTo("AE 205 MSH-10");
        }
        assertThat(state(visit)).isEqualTo(Encounter.Finished.class);
    }

    @Test
    void both_answers_are_sent_where_both_are_asked_for_and_none_where_none_is() {
        SampleMessage message = SampleMessage.of("A04", SampleMessage.newVisit());
        try (MllpClient client = connect()) {
            assertThat(client.exchange(message.set("MSH", 15, "AL").set("MSH", 16, "AL"))
                            .code())
                    .isEqualTo("CA");
            assertThat(client.receive().code()).isEqualTo("AA");
            String visit = SampleMessage.newVisit();
            client.write(MllpClient.block(SampleMessage.of("A04", visit)
                    .set("MSH", 15, "NE")
                    .set("MSH", 16, "ER")
                    .text()
                    .getBytes(StandardCharsets.UTF_8)));
            assertThat(client.exchange(SampleMessage.of("A04", SampleMessage.newVisit()))
                            .code())
                    .isEqualTo("AA");
            assertThat(state(visit)).isEqualTo(Encounter.InProgress.class);
        }
    }

    @Test
    void a_visit_without_a_number_is_known_by_patient_and_admission() {
        SampleMessage admission = SampleMessage.of("A01", "").set("PID", 3, "PNN^^^HIS^PI");
        try (MllpClient client = connect()) {
            assertThat(client.exchange(admission.at("20261123080000")).verdict())
                    .isEqualTo("AA");
            assertThat(client.exchange(SampleMessage.of("A03", "")
                                    .set("PID", 3, "PNN^^^HIS^PI")
                                    .set("PV1", 44, "202611230800")
                                    .at("20261123090000"))
                            .verdict())
                    .isEqualTo("AA");
        }
        assertThat(state("PNN@202611230000")).isEqualTo(Encounter.Finished.class);
    }
}
