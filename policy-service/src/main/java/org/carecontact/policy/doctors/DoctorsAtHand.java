package org.carecontact.policy.doctors;

import java.util.Map;
import org.carecontact.policy.doctors.domain.DoctorFacts;

/**
 * The facts of the doctors whom a batch of events names.
 *
 * @param known by document id
 */
public record DoctorsAtHand(Map<String, DoctorFacts> known) {

    public DoctorFacts facts(String hospital, String doctor) {
        return known.getOrDefault(DoctorAggregate.id(hospital, HospitalEvents.doctor(doctor)), DoctorFacts.UNKNOWN);
    }

    /**
     * Returns whether contacts are counted: only for doctors with a capacity; for others the write would be useless.
     */
    boolean counted(String hospital, String doctor) {
        return facts(hospital, doctor).rules().capacity() != null;
    }
}
