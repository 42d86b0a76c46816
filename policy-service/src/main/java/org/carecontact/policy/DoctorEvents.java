package org.carecontact.policy;

import java.util.List;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.messaging.Addressed;
import org.carecontact.messaging.Received;
import org.carecontact.policy.domain.DoctorCommand;
import org.carecontact.policy.domain.DoctorCommand.ListDoctor;
import org.carecontact.policy.domain.DoctorCommand.NoteSchedule;
import org.carecontact.policy.domain.Slot;

/** What the events of hospitals mean to doctors. */
final class DoctorEvents {

    private DoctorEvents() {}

    static List<Addressed<DoctorCommand>> meaning(Received received) {
        return switch (received.payload()) {
            case DoctorChanged e ->
                to(
                        received,
                        "doctors",
                        e.getHospital(),
                        e.getDoctor(),
                        new ListDoctor(e.getActive(), e.getDepartment()));
            case ScheduleChanged e ->
                to(
                        received,
                        "schedules",
                        e.getHospital(),
                        e.getDoctor(),
                        new NoteSchedule(e.getSlots().stream()
                                .filter(slot -> slot.getFrom().isBefore(slot.getTo()))
                                .map(slot -> new Slot(kind(slot.getKind()), slot.getFrom(), slot.getTo()))
                                .toList()));
            default -> List.of();
        };
    }

    private static Slot.Kind kind(ScheduleKind kind) {
        return switch (kind) {
            case CLINIC -> Slot.Kind.CLINIC;
            case ROUND -> Slot.Kind.ROUND;
            case SURGERY -> Slot.Kind.SURGERY;
            case ABSENCE -> Slot.Kind.ABSENCE;
            case UNKNOWN -> Slot.Kind.UNKNOWN;
        };
    }

    private static List<Addressed<DoctorCommand>> to(
            Received received, String source, String hospital, String doctor, DoctorCommand command) {
        Feed.requireOwn(received, hospital);
        return List.of(new Addressed<>(
                hospital, DoctorAggregate.id(hospital, doctor), source, received.sequence(), List.of(command)));
    }
}
