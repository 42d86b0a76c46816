package org.carecontact.consent.ages.domain;

import static org.carecontact.kernel.decider.Decision.accept;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** Remembers the newest age band of a patient. */
public final class PatientAgeDecider implements Decider<NoteAgeBand, PatientAge, NoteAgeBand, PatientAgeDecider.Never> {

    /** Nothing is rejected. */
    public enum Never {}

    @Override
    public PatientAge initial() {
        return new PatientAge(null, AgeBand.UNKNOWN);
    }

    @Override
    public Decision<NoteAgeBand, Never> decide(PatientAge age, NoteAgeBand told) {
        return told.patient().equals(age.patient()) && told.band() == age.band() ? accept() : accept(told);
    }

    @Override
    public PatientAge evolve(PatientAge age, NoteAgeBand told) {
        return new PatientAge(told.patient(), told.band());
    }
}
