package org.carecontact.gateway.intake;

import java.util.Set;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.staff.domain.DepartmentWords;
import org.carecontact.gateway.staff.domain.DoctorWords;
import org.carecontact.gateway.staff.domain.SlotWords;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.DepartmentId;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;

/** What one message says, in the words of the domain. */
public sealed interface Statement {

    /** Something happened to a visit. */
    record OfVisit(EncounterCommand.Reported command) implements Statement {}

    /** Something is known of a patient, whatever the visit. */
    record OfPerson(PatientId patient, PersonWords words, Stamp by) implements Statement {}

    /** Two patients are one person: the survivor's id remains. */
    record Merge(PatientId patient, PatientId survivor, Heard heard, Stamp by) implements Statement {}

    /** A visit is another patient's. */
    record Move(VisitId visit, PatientId to, Heard heard, Stamp by) implements Statement {}

    /** A visit has another number from now on. */
    record Renumber(VisitId visit, VisitId into, Stamp by) implements Statement {}

    /** Something is known of a doctor. */
    record OfDoctor(DoctorId doctor, DoctorWords words, Stamp by) implements Statement {}

    /** Something is known of a department. */
    record OfDepartment(DepartmentId department, DepartmentWords words, Stamp by) implements Statement {}

    /**
     * Something is known of an appointment, or of another slot in the schedules of doctors.
     *
     * @param slot the hospital's own id of it
     * @param doctors all whose time it takes, and nobody else's any longer; empty when the message names none: then it is
     *     about all who are known to have it
     */
    record OfSlot(String slot, Set<DoctorId> doctors, SlotWords words, Stamp by) implements Statement {

        public OfSlot {
            doctors = Set.copyOf(doctors);
        }
    }
}
