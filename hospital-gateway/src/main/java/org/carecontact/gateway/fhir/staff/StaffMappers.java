package org.carecontact.gateway.fhir.staff;

import java.util.List;
import org.carecontact.gateway.fhir.reading.Departments;
import org.carecontact.gateway.fhir.reading.LogicalIds;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;

/** The readers of all resources of staff. */
public final class StaffMappers {

    private StaffMappers() {}

    /** Those first on which others rest. */
    public static List<ResourceMapper<?>> all(
            References references, Departments departments, LogicalIds ids, Prints prints, PersonalValues values) {
        Actors actors = new Actors(references);
        Calendars calendars = new Calendars(references, actors);
        Numbers numbers = new Numbers(ids, prints);
        return List.of(
                new PractitionerMapper(references, values),
                new PractitionerRoleMapper(references, departments, values),
                new ScheduleMapper(calendars),
                new SlotMapper(calendars, numbers),
                new AppointmentMapper(actors, calendars, numbers));
    }
}
