package org.carecontact.policy.doctors;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorDecider;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.carecontact.schemas.ids.DoctorId;
import org.springframework.stereotype.Component;

/** Stores doctors as documents; publishes nothing. */
@Component
final class DoctorAggregate implements Aggregate<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> {

    private final DoctorDecider doctors = new DoctorDecider();

    public static String id(String hospital, DoctorId doctor) {
        return hospital + ":" + doctor.encoded();
    }

    @Override
    public String collection() {
        return "doctors";
    }

    @Override
    public Class<KnownDoctor> stateType() {
        return KnownDoctor.class;
    }

    @Override
    public Decider<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> decider() {
        return doctors;
    }
}
