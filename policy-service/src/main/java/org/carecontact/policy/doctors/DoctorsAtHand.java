package org.carecontact.policy.doctors;

import java.util.Map;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.schemas.ids.DoctorId;

/**
 * The facts of the doctors whom a batch of events names.
 *
 * @param known by document id
 */
public record DoctorsAtHand(Map<String, DoctorFacts> known) {

    public DoctorFacts facts(String hospital, DoctorId doctor) {
        return known.getOrDefault(DoctorAggregate.id(hospital, doctor), DoctorFacts.UNKNOWN);
    }

    /** Whether contacts are counted: only of doctors who set a capacity, all others would pay a write for nothing. */
    boolean counted(String hospital, DoctorId doctor) {
        return facts(hospital, doctor).rules().capacity() != null;
    }
}
