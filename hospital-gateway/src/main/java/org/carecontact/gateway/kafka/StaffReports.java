package org.carecontact.gateway.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.carecontact.events.DepartmentReport;
import org.carecontact.events.DoctorReport;
import org.carecontact.events.SlotReport;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.staff.domain.DepartmentWords;
import org.carecontact.gateway.staff.domain.DoctorWords;
import org.carecontact.gateway.staff.domain.SlotKind;
import org.carecontact.gateway.staff.domain.SlotTime;
import org.carecontact.gateway.staff.domain.SlotWords;
import org.carecontact.gateway.values.MobileNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.DepartmentId;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;

/** Reads what a hospital says of its doctors, its departments and the doctors' schedules. */
final class StaffReports {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_DOCTORS = 100;

    private final PersonalValues values;

    StaffReports(PersonalValues values) {
        this.values = values;
    }

    Statement doctor(Reading reading, DoctorReport said) throws RecordRefused {
        DoctorId doctor = reading.id("doctor.doctor", said.getDoctor(), DoctorId::parse);
        String hospital = reading.hospital();
        DoctorWords words = new DoctorWords(
                reading.text("doctor.name", said.getName()),
                reading.text("doctor.title", said.getTitle()),
                reading.department("doctor.department", said.getDepartment()),
                given(said.getActive()),
                reading.sealed(
                                "doctor.sealedMobile",
                                said.getSealedMobile(),
                                SealPurposes.contact(hospital, PersonalValues.DOCTOR, doctor.value()),
                                PersonReports.MOBILE,
                                MobileNumbers::parse)
                        .map(number -> values.number(hospital, doctor, number)));
        return new Statement.OfDoctor(doctor, words, reading.by());
    }

    Statement department(Reading reading, DepartmentReport said) throws RecordRefused {
        String code = reading.dialect().departments().getOrDefault(said.getDepartment(), said.getDepartment());
        return new Statement.OfDepartment(
                reading.id("department.department", code, DepartmentId::parse),
                new DepartmentWords(
                        reading.text("department.name", said.getName()),
                        reading.text("department.phone", said.getPhone()),
                        given(said.getActive())),
                reading.by());
    }

    Statement slot(Reading reading, SlotReport said) throws RecordRefused {
        String slot = reading.text("slot.slot", said.getSlot()).orNull();
        if (slot == null) {
            throw RecordRefused.ofContent("slot.slot", "The hospital's own id of it, at most 64 characters");
        }
        if (said.getDoctors().size() > MOST_DOCTORS
                || (said.getStands() && said.getDoctors().isEmpty())) {
            throw RecordRefused.ofContent(
                    "slot.doctors", "1 to " + MOST_DOCTORS + " doctors; none to cancel it for all");
        }
        Set<DoctorId> doctors = new LinkedHashSet<>();
        for (String doctor : said.getDoctors()) {
            doctors.add(reading.id("slot.doctors", doctor, DoctorId::parse));
        }
        return new Statement.OfSlot(
                slot,
                doctors,
                new SlotWords(kind(reading, said), time(reading, said), Word.of(said.getStands())),
                reading.by());
    }

    private static Word<SlotKind> kind(Reading reading, SlotReport said) {
        String kind = said.getKind();
        if (kind == null || kind.isEmpty()) {
            return Word.absent();
        }
        SlotKind found = reading.dialect()
                .appointments()
                .getOrDefault(kind, reading.dialect().appointments().get(kind.toUpperCase(Locale.ROOT)));
        if (found == null) {
            reading.warn("slot.kind", "CLINIC, SURGERY, ROUND or ABSENCE, or an appointment of the feed's file");
            return Word.absent();
        }
        return Word.of(found);
    }

    private static Word<SlotTime> time(Reading reading, SlotReport said) {
        Instant from = said.getStartsAt();
        Instant to = said.getEndsAt();
        if (from == null && to == null) {
            return Word.absent();
        }
        if (from == null
                || to == null
                || to.isBefore(from)
                || Duration.between(from, to).compareTo(LONGEST) > 0) {
            reading.warn("slot.endsAt", "startsAt and, behind it, endsAt");
            return Word.absent();
        }
        return Word.of(new SlotTime(from, to));
    }

    private static Word<Boolean> given(@Nullable Boolean said) {
        return said == null ? Word.absent() : Word.of(said);
    }
}
