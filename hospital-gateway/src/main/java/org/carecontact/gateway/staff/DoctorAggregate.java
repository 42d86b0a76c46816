package org.carecontact.gateway.staff;

import java.util.Optional;
import org.carecontact.gateway.staff.domain.DescribeDoctor;
import org.carecontact.gateway.staff.domain.Doctor;
import org.carecontact.gateway.staff.domain.DoctorDecider;
import org.carecontact.gateway.staff.domain.DoctorEvent;
import org.carecontact.gateway.staff.domain.StaffRejection;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.ids.DoctorId;

/** Stores one document per doctor, with the newest word on each thing. */
public final class DoctorAggregate implements Aggregate<DescribeDoctor, Doctor, DoctorEvent, StaffRejection> {

    private final DoctorDecider decider = new DoctorDecider();

    /** Returns the id of the document. */
    public static String id(String hospital, DoctorId doctor) {
        return hospital + ":" + doctor.encoded();
    }

    @Override
    public String collection() {
        return "doctors";
    }

    @Override
    public Class<Doctor> stateType() {
        return Doctor.class;
    }

    @Override
    public Decider<DescribeDoctor, Doctor, DoctorEvent, StaffRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(DoctorEvent event, Doctor after) {
        return StaffEventMapper.outgoing(event);
    }
}
