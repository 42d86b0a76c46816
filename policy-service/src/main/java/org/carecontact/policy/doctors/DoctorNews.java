package org.carecontact.policy.doctors;

import java.util.Set;

/** Hears of doctors whose facts have just changed in the store. */
@FunctionalInterface
public interface DoctorNews {

    void changed(String hospital, Set<String> doctors);
}
