package org.carecontact.request.doctors;

import org.carecontact.schemas.ids.DoctorId;

/** Is told of each doctor who no longer works at a hospital, again after a crash. */
@FunctionalInterface
public interface Departures {

    void left(String hospital, DoctorId doctor);
}
