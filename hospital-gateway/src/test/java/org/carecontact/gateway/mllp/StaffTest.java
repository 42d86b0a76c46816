package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DepartmentId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Doctors, departments and schedules as master files (MFN) and appointments (SIU) tell of them. */
class StaffTest extends WholeGateway {

    private static final String DOCTORS = Topics.doctors("tongren");
    private static final String SCHEDULES = Topics.schedules("tongren");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private String doctor = "";
    private String other = "";

    @BeforeEach
    void two_doctors_whom_no_other_test_knows() {
        doctor = "S%05d".formatted(NUMBERS.incrementAndGet());
        other = "S%05d".formatted(NUMBERS.incrementAndGet());
    }

    private static String message(String type, String time, String... segments) {
        return "MSH|^~\\&|HIS|tongren|CARECONTACT||" + time + "||" + type + "|F" + NUMBERS.incrementAndGet()
                + "|P|2.5|||||||UNICODE UTF-8\r" + String.join("\r", segments) + "\r";
    }

    private static String masterFile(String time, String... segments) {
        return message("MFN^M02", time, "MFI|STF^Staff^HL70175||UPD|||NE\r" + String.join("\r", segments));
    }

    private String record(String event, String id, String stf) {
        return "MFE|" + event + "|||" + id + "|CE\rSTF|" + id + "|" + stf;
    }

    private static String siu(String trigger, String time, String sch, String... segments) {
        return message("SIU^" + trigger, time, "SCH|" + sch + "\r" + String.join("\r", segments));
    }

    private String aip(String id) {
        return "AIP|1||" + id + "^王";
    }

    private static void acknowledged(MllpClient.Answer answer) {
        assertThat(answer.code()).isEqualTo("AA");
    }

    private void sent(String... messages) {
        try (MllpClient client = connect()) {
            for (String message : messages) {
                acknowledged(client.exchange(message));
            }
        }
    }

    private List<DoctorChanged> doctors(String id, int count) {
        return published(DoctorChanged.class, DOCTORS, "tongren:" + id, count);
    }

    private List<ScheduleChanged> schedules(String id, int count) {
        return published(ScheduleChanged.class, SCHEDULES, "tongren:" + id, count);
    }

    @Test
    void a_master_file_tells_of_each_doctor_and_of_the_departments_they_name() {
        String department = "心内" + doctor;
        sent(masterFile(
                "20261123080000",
                record("MAD", doctor, "|欧阳^修||||A|" + department + "^心血管内科||14010000001^PRN^CP||||||||主任医师"),
                record("MAD", other, "|李^四||||A|" + department + "^心血管内科")));
        DoctorChanged first = doctors(doctor, 1).getFirst();
        assertThat(first.getName()).isEqualTo("欧阳修");
        assertThat(first.getTitle()).isEqualTo("主任医师");
        assertThat(first.getDepartment()).isEqualTo(department);
        assertThat(first.getActive()).isTrue();
        byte[] sealed = new byte[first.getSealedContactPoint().remaining()];
        first.getSealedContactPoint().duplicate().get(sealed);
        assertThat(service.bean(Seal.class).open(sealed, SealPurposes.contact("tongren", "DOCTOR", doctor)))
                .isEqualTo("14010000001");
        assertThat(doctors(other, 1).getFirst().getSealedContactPoint()).isNull();
        String key = "tongren:department:" + new DepartmentId(department).encoded();
        assertThat(published(DepartmentChanged.class, DOCTORS, key, 1)
                        .getFirst()
                        .getName())
                .isEqualTo("心血管内科");
    }

    @Test
    void what_an_update_leaves_out_stays_and_a_deletion_ends_it() {
        sent(
                masterFile("20261123080000", record("MAD", doctor, "|王^五||||A|cardiology||14010000001")),
                masterFile("20261123090000", record("MUP", doctor, "|||||| neurology")),
                masterFile("20261123100000", "MFE|MDL|||" + doctor + "|CE"));
        List<DoctorChanged> told = doctors(doctor, 3);
        assertThat(told.get(1).getName()).isEqualTo("王五");
        assertThat(told.get(1).getDepartment()).isEqualTo("neurology");
        assertThat(told.get(2).getActive()).isFalse();
        assertThat(told.get(2).getSealedContactPoint()).isNull();
    }

    @Test
    void an_older_file_that_comes_late_changes_nothing() {
        sent(
                masterFile("20261123090000", "MFE|MDC|||" + doctor + "|CE"),
                masterFile("20261123080000", record("MAD", doctor, "|王^五||||A|cardiology")),
                masterFile("20261123100000", "MFE|MAC|||" + doctor + "|CE"));
        assertThat(doctors(doctor, 3)).extracting(DoctorChanged::getActive).containsExactly(false, false, true);
    }

    @Test
    void a_record_without_an_id_costs_a_warning_and_not_the_others() {
        try (MllpClient client = connect()) {
            MllpClient.Answer answer = client.exchange(masterFile(
                    "20261123080000",
                    "MFE|MAD|||11010519491231002X|CE\rSTF|11010519491231002X||无^名",
                    record("MAD", doctor, "|王^五||||A")));
            acknowledged(answer);
            assertThat(answer.field("ERR", 2)).contains("MFE");
        }
        assertThat(doctors(doctor, 1)).hasSize(1);
    }

    @Test
    void a_location_file_names_departments_and_no_beds() {
        String code = "dep-" + doctor;
        sent(message(
                "MFN^M05",
                "20261123080000",
                "MFI|LOC^Location^HL70175||UPD|||NE",
                "MFE|MAD|||" + code + "|PL",
                "LOC|" + code + "|骨科|D|||010-62270000",
                "MFE|MAD|||bed-" + code + "|PL",
                "LOC|bed-" + code + "|12床|B"));
        DepartmentChanged told = published(DepartmentChanged.class, DOCTORS, "tongren:department:" + code, 1)
                .getFirst();
        assertThat(told.getName()).isEqualTo("骨科");
        assertThat(told.getPhone()).isEqualTo("010-62270000");
    }

    @Test
    void an_appointment_is_in_the_schedule_until_it_is_cancelled() {
        sent(
                siu("S12", "20261123080000", "|A1" + doctor + "|||||手术||60|MIN|^^^20261124090000+0800", aip(doctor)),
                siu("S15", "20261123090000", "|A1" + doctor, aip(doctor)));
        List<ScheduleChanged> told = schedules(doctor, 2);
        ScheduleSlot slot = told.getFirst().getSlots().getFirst();
        assertThat(slot.getKind()).isEqualTo(ScheduleKind.SURGERY);
        assertThat(slot.getFrom()).isEqualTo(Instant.parse("2026-11-24T01:00:00Z"));
        assertThat(slot.getTo()).isEqualTo(Instant.parse("2026-11-24T02:00:00Z"));
        assertThat(told.get(1).getSlots()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_appointment_that_passes_to_another_doctor_is_no_longer_the_first_ones_whatever_came_first(boolean late) {
        String time = "|||||||||^^^202611240900+0800^202611240930+0800";
        String booked = siu("S12", "20261123080000", "|A2" + doctor + time, aip(doctor));
        String passed = siu("S14", "20261123090000", "|A2" + doctor + time, aip(other));
        sent(late ? passed : booked, late ? booked : passed);
        assertThat(schedules(other, 1).getLast().getSlots()).hasSize(1);
        // Late, it was the first doctor's for a moment between two writes.
        assertThat(schedules(doctor, 2).getLast().getSlots()).isEmpty();
    }

    @Test
    void a_cancellation_without_a_doctor_is_for_all_who_have_it() {
        sent(
                siu("S12", "20261123080000", "|A3" + doctor, aip(doctor) + "|||202611240900|||30", aip(other)),
                siu("S17", "20261123090000", "|A3" + doctor));
        assertThat(schedules(doctor, 2).getLast().getSlots()).isEmpty();
        assertThat(schedules(other, 2).getLast().getSlots()).isEmpty();
    }

    @Test
    void a_status_cancels_too_and_a_no_show_does_not() {
        String fields = "|||||||||^^^202611240900|||||||||||||";
        sent(
                siu("S12", "20261123080000", "|A4" + doctor + fields + "|Booked", aip(doctor)),
                siu("S26", "20261123081000", "|A4" + doctor + fields + "|Noshow", aip(doctor)),
                siu("S14", "20261123082000", "|A4" + doctor + fields + "|Cancelled", aip(doctor)));
        assertThat(schedules(doctor, 2).get(0).getSlots()).hasSize(1);
        assertThat(schedules(doctor, 2).get(1).getSlots()).isEmpty();
    }

    @Test
    void a_time_that_can_not_be_and_a_missing_id_cost_a_warning() {
        try (MllpClient client = connect()) {
            MllpClient.Answer backwards = client.exchange(siu(
                    "S12", "20261123080000", "|A5" + doctor + "|||||||||^^^202611240900^202611240800", aip(doctor)));
            assertThat(backwards.verdict()).startsWith("AA").endsWith("SCH-11");
            MllpClient.Answer nameless = client.exchange(siu("S12", "20261123080000", "", aip(doctor)));
            assertThat(nameless.verdict()).startsWith("AA").endsWith("SCH-2");
        }
    }

    @Test
    void another_hospitals_doctor_of_the_same_id_is_another_doctor() {
        sent(masterFile("20261123080000", record("MAD", doctor, "|王^五||||A|cardiology")));
        try (MllpClient ofMeiyan = new MllpClient(mllp("meiyan"))) {
            acknowledged(ofMeiyan.exchange(masterFile("20261123090000", "MFE|MDL|||" + doctor + "|CE")
                    .replace("|HIS|tongren|", "|HIS|meiyan|")));
        }
        assertThat(published(DoctorChanged.class, Topics.doctors("meiyan"), "meiyan:" + doctor, 1))
                .extracting(DoctorChanged::getActive)
                .containsExactly(false);
        assertThat(doctors(doctor, 1)).extracting(DoctorChanged::getActive).containsExactly(true);
    }
}
