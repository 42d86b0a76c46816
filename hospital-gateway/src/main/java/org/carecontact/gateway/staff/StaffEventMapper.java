package org.carecontact.gateway.staff;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.gateway.staff.domain.Department;
import org.carecontact.gateway.staff.domain.DepartmentEvent;
import org.carecontact.gateway.staff.domain.Doctor;
import org.carecontact.gateway.staff.domain.DoctorEvent;
import org.carecontact.gateway.staff.domain.DoctorFacts;
import org.carecontact.gateway.staff.domain.Schedule;
import org.carecontact.gateway.staff.domain.ScheduleEvent;
import org.carecontact.gateway.staff.domain.Slot;
import org.carecontact.gateway.staff.domain.SlotTime;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.Topics;

/** Turns domain events of a hospital's staff into published events. */
final class StaffEventMapper {

    private StaffEventMapper() {}

    static Optional<Outgoing> outgoing(DoctorEvent event) {
        return switch (event) {
            case DoctorEvent.DoctorNoted _ -> Optional.empty();
            case DoctorEvent.DoctorChanged(var now) ->
                Optional.of(new Outgoing(
                        Topics.doctors(now.hospital()),
                        now.hospital() + ":" + now.doctor().encoded(),
                        changed(now)));
        };
    }

    /** A department has keys of its own, for a doctor may have the same code. */
    static Optional<Outgoing> outgoing(DepartmentEvent event) {
        return switch (event) {
            case DepartmentEvent.DepartmentNoted _ -> Optional.empty();
            case DepartmentEvent.DepartmentChanged(var now) ->
                Optional.of(new Outgoing(
                        Topics.doctors(now.hospital()),
                        now.hospital() + ":department:" + now.department().encoded(),
                        changed(now)));
        };
    }

    static Optional<Outgoing> outgoing(ScheduleEvent event) {
        return switch (event) {
            case ScheduleEvent.ScheduleNoted _ -> Optional.empty();
            case ScheduleEvent.ScheduleChanged(var now) ->
                Optional.of(new Outgoing(
                        Topics.schedules(now.hospital()),
                        now.hospital() + ":" + now.doctor().encoded(),
                        changed(now)));
        };
    }

    private static DoctorChanged changed(Doctor.Known now) {
        DoctorFacts facts = now.facts();
        String department = Said.value(facts.department());
        Sealed number = Said.value(facts.number());
        return DoctorChanged.newBuilder()
                .setHospital(now.hospital())
                .setDoctor(now.doctor().value())
                .setName(Said.value(facts.name()))
                .setTitle(Said.value(facts.title()))
                .setDepartment(department == null ? "" : department)
                .setActive(facts.isActive())
                .setSealedContactPoint(number == null ? null : ByteBuffer.wrap(number.bytes()))
                .setChangedAt(facts.changedAt())
                .build();
    }

    private static DepartmentChanged changed(Department.Known now) {
        return DepartmentChanged.newBuilder()
                .setHospital(now.hospital())
                .setDepartment(now.department().value())
                .setName(Said.value(now.facts().name()))
                .setPhone(Said.value(now.facts().phone()))
                .setActive(now.facts().isActive())
                .setChangedAt(now.facts().changedAt())
                .build();
    }

    private static ScheduleChanged changed(Schedule.Known now) {
        List<ScheduleSlot> slots = new ArrayList<>();
        for (Slot slot : now.slots()) {
            SlotTime time = slot.takesPlace();
            if (time != null) {
                slots.add(ScheduleSlot.newBuilder()
                        .setKind(ScheduleKind.valueOf(slot.kindOrClinic().name()))
                        .setFrom(time.from())
                        .setTo(time.to())
                        .build());
            }
        }
        slots.sort(Comparator.comparing(ScheduleSlot::getFrom)
                .thenComparing(ScheduleSlot::getTo)
                .thenComparing(ScheduleSlot::getKind));
        return ScheduleChanged.newBuilder()
                .setHospital(now.hospital())
                .setDoctor(now.doctor().value())
                .setSlots(slots.stream().distinct().toList())
                .setChangedAt(now.newest())
                .build();
    }
}
