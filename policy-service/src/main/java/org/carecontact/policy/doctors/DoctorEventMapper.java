package org.carecontact.policy.doctors;

import java.time.Clock;
import java.util.List;
import org.carecontact.events.Contact;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorCommand.ForgetContact;
import org.carecontact.policy.doctors.domain.DoctorCommand.ListDoctor;
import org.carecontact.policy.doctors.domain.DoctorCommand.NoteContact;
import org.carecontact.policy.doctors.domain.DoctorCommand.NoteSchedule;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;

/** Turns events of hospitals and contacts into commands to doctors. */
final class DoctorEventMapper {

    private final Clock clock;

    public DoctorEventMapper(Clock clock) {
        this.clock = clock;
    }

    List<Addressed<DoctorCommand>> meaning(Received received, DoctorsAtHand doctors) {
        return switch (received.payload()) {
            case DoctorChanged e ->
                to(
                        received,
                        "doctors",
                        e.getHospital(),
                        e.getDoctor(),
                        new ListDoctor(
                                e.getActive(),
                                e.getDepartment().isEmpty() ? null : e.getDepartment(),
                                e.getName(),
                                e.getTitle()));
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
            case ContactGranted e -> contact(received, e.getRequest(), doctors);
            case ContactRenewed e -> contact(received, e.getRequest(), doctors);
            case ContactEnded e -> contact(received, e.getRequest(), doctors);
            default -> List.of();
        };
    }

    private List<Addressed<DoctorCommand>> contact(Received received, ContactRequest request, DoctorsAtHand doctors) {
        Contact contact = request.getContact();
        if (contact == null) {
            return List.of();
        }
        DoctorId doctor = HospitalEvents.doctor(request.getDoctor());
        if (!doctors.counted(request.getHospital(), doctor)) {
            return List.of();
        }
        PairId pair = PairId.parse(request.getPair()).orElseThrow(() -> new Poison("a pair's id that can't be one"));
        DoctorCommand command = contact.getEndedAt() == null
                ? new NoteContact(pair, contact.getEndsAt(), clock.instant())
                : new ForgetContact(pair);
        return List.of(new Addressed<>(
                request.getHospital(),
                DoctorAggregate.id(request.getHospital(), doctor),
                "request-service-" + pair,
                received.sequence(),
                List.of(command)));
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
        HospitalEvents.requireOwn(received, hospital);
        return List.of(new Addressed<>(
                hospital,
                DoctorAggregate.id(hospital, HospitalEvents.doctor(doctor)),
                source,
                received.sequence(),
                List.of(command)));
    }
}
