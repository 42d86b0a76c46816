package org.carecontact.gateway.intake;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.carecontact.gateway.staff.DepartmentAggregate;
import org.carecontact.gateway.staff.DoctorAggregate;
import org.carecontact.gateway.staff.ScheduleAggregate;
import org.carecontact.gateway.staff.domain.Department;
import org.carecontact.gateway.staff.domain.DepartmentEvent;
import org.carecontact.gateway.staff.domain.DescribeDepartment;
import org.carecontact.gateway.staff.domain.DescribeDoctor;
import org.carecontact.gateway.staff.domain.Doctor;
import org.carecontact.gateway.staff.domain.DoctorEvent;
import org.carecontact.gateway.staff.domain.Schedule;
import org.carecontact.gateway.staff.domain.ScheduleEvent;
import org.carecontact.gateway.staff.domain.Slot;
import org.carecontact.gateway.staff.domain.SlotWords;
import org.carecontact.gateway.staff.domain.StaffRejection;
import org.carecontact.gateway.staff.domain.TellSlot;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores what messages say of doctors, departments and schedules; never refuses. */
@Component
final class StaffIntake {

    /** Doctors who share one appointment. */
    private static final int MOST_HOLDERS = 100;

    private final Documents<DescribeDoctor, Doctor, DoctorEvent, StaffRejection> doctors;
    private final Documents<DescribeDepartment, Department, DepartmentEvent, StaffRejection> departments;
    private final Documents<TellSlot, Schedule, ScheduleEvent, StaffRejection> schedules;

    StaffIntake(
            Documents<DescribeDoctor, Doctor, DoctorEvent, StaffRejection> doctors,
            Documents<DescribeDepartment, Department, DepartmentEvent, StaffRejection> departments,
            Documents<TellSlot, Schedule, ScheduleEvent, StaffRejection> schedules) {
        this.doctors = doctors;
        this.departments = departments;
        this.schedules = schedules.indexed("state.slots.number");
    }

    void doctor(String hospital, Statement.OfDoctor said) {
        done(doctors.handle(
                hospital,
                DoctorAggregate.id(hospital, said.doctor()),
                new DescribeDoctor(hospital, said.doctor(), said.words(), said.by())));
    }

    void department(String hospital, Statement.OfDepartment said) {
        done(departments.handle(
                hospital,
                DepartmentAggregate.id(hospital, said.department()),
                new DescribeDepartment(hospital, said.department(), said.words(), said.by())));
    }

    /** Whose time an appointment takes no longer loses it by the same stamp, also when the messages come the other way round. */
    void slot(String hospital, Statement.OfSlot said) {
        List<Schedule.Known> holders =
                schedules.page(hospital, new Document("state.slots.number", said.slot()), null, MOST_HOLDERS).stream()
                        .map(Stored::state)
                        .filter(Schedule.Known.class::isInstance)
                        .map(Schedule.Known.class::cast)
                        .toList();
        if (said.doctors().isEmpty()) {
            for (Schedule.Known holder : holders) {
                tell(hospital, holder.doctor(), said.slot(), said.words(), said.by());
            }
            return;
        }
        @Nullable Stamp latest = null;
        for (Schedule.Known holder : holders) {
            latest = later(latest, standsBy(holder, said.slot()));
        }
        Set<DoctorId> others = holders.stream().map(Schedule.Known::doctor).collect(Collectors.toSet());
        others.removeAll(said.doctors());
        for (DoctorId doctor : said.doctors()) {
            Stamp own = standsBy(tell(hospital, doctor, said.slot(), said.words(), said.by()), said.slot());
            if (latest != null && said.by().isBefore(latest) && (own == null || own.isBefore(latest))) {
                tell(hospital, doctor, said.slot(), SlotWords.CANCELLED, latest);
            }
        }
        for (DoctorId other : others) {
            tell(hospital, other, said.slot(), SlotWords.CANCELLED, said.by());
        }
    }

    private Schedule tell(String hospital, DoctorId doctor, String slot, SlotWords words, Stamp by) {
        return done(schedules.handle(
                hospital, ScheduleAggregate.id(hospital, doctor), new TellSlot(hospital, doctor, slot, words, by)));
    }

    /** When a message last said whether the doctor has it; null when none did, or when it is long over. */
    private static @Nullable Stamp standsBy(Schedule schedule, String slot) {
        if (!(schedule instanceof Schedule.Known known)) {
            return null;
        }
        Said<Boolean> stands = known.slot(slot).map(Slot::stands).orElse(null);
        return stands == null ? null : stands.by();
    }

    private static @Nullable Stamp later(@Nullable Stamp one, @Nullable Stamp other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? other : one;
    }

    private static <S> S done(Reply<S, StaffRejection> reply) {
        if (reply instanceof Reply.Done<S, StaffRejection>(var state)) {
            return state;
        }
        throw new IllegalStateException("a word about staff is never refused");
    }
}
