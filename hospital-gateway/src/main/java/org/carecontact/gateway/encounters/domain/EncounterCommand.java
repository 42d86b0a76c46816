package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;

/** What happens to one visit. */
public sealed interface EncounterCommand {

    /** A message that tells of the visit, by what it means. */
    sealed interface Reported extends EncounterCommand {
        Report report();

        /** The same meaning with a report that the intake has completed. */
        Reported with(Report other);
    }

    /** An outpatient, emergency or online visit begins (HL7 A04). */
    record Register(Report report) implements Reported {
        @Override
        public Reported with(Report other) {
            return new Register(other);
        }
    }

    /** An inpatient stay begins (A01), or an outpatient becomes an inpatient (A06). */
    record Admit(Report report) implements Reported {
        @Override
        public Reported with(Report other) {
            return new Admit(other);
        }
    }

    /** A detail of the visit has changed (A08). */
    record Update(Report report) implements Reported {
        @Override
        public Reported with(Report other) {
            return new Update(other);
        }
    }

    /** The visit is over (A03). */
    record Discharge(Report report) implements Reported {
        @Override
        public Reported with(Report other) {
            return new Discharge(other);
        }
    }

    /** The visit is not over: the discharge was a mistake (A13). */
    record CancelDischarge(Report report) implements Reported {
        @Override
        public Reported with(Report other) {
            return new CancelDischarge(other);
        }
    }

    /** The visit was entered by mistake or did not take place (A11). */
    record Cancel(Report report) implements Reported {
        @Override
        public Reported with(Report other) {
            return new Cancel(other);
        }
    }

    /**
     * The visit is another patient's: the hospital merged two patients, or moved the visit (A40, A45).
     *
     * @param samePerson whether both are one person: what others know under the first id goes on
     */
    record Move(Heard heard, Stamp by, PatientId patient, boolean samePerson) implements EncounterCommand {}

    /** The visit has another number from now on (A50). */
    record Renumber(VisitId into, Stamp by) implements EncounterCommand {}

    /** What was told under another number; an idempotent first half of the renumbering. */
    record Absorb(VisitId number, Told told) implements EncounterCommand {}

    /** The time has come at which the visit counts as finished. */
    record Presume(Instant now) implements EncounterCommand {}
}
