package org.carecontact.gateway.staff;

import java.util.Optional;
import org.carecontact.gateway.staff.domain.Schedule;
import org.carecontact.gateway.staff.domain.ScheduleDecider;
import org.carecontact.gateway.staff.domain.ScheduleEvent;
import org.carecontact.gateway.staff.domain.StaffRejection;
import org.carecontact.gateway.staff.domain.TellSlot;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.ids.DoctorId;

/** Stores one document per doctor, with the slots of the schedule. */
public final class ScheduleAggregate implements Aggregate<TellSlot, Schedule, ScheduleEvent, StaffRejection> {

    private final ScheduleDecider decider = new ScheduleDecider();

    /** Returns the id of the document. */
    public static String id(String hospital, DoctorId doctor) {
        return hospital + ":" + doctor.encoded();
    }

    @Override
    public String collection() {
        return "schedules";
    }

    @Override
    public Class<Schedule> stateType() {
        return Schedule.class;
    }

    @Override
    public Decider<TellSlot, Schedule, ScheduleEvent, StaffRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(ScheduleEvent event, Schedule after) {
        return StaffEventMapper.outgoing(event);
    }
}
