package org.carecontact.policy.doctors;

import java.util.Set;
import org.carecontact.schemas.ids.DoctorId;

/** Hears about doctors with facts that have just changed in the store. */
@FunctionalInterface
public interface DoctorNews {

    void changed(String hospital, Set<DoctorId> doctors);
}
