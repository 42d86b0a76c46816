package org.carecontact.consent.ages;

import org.carecontact.consent.ages.domain.NoteAgeBand;
import org.carecontact.consent.ages.domain.PatientAge;
import org.carecontact.consent.ages.domain.PatientAgeDecider;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;

/** Stores one document per patient whose age band changed; publishes no events. */
final class AgeAggregate implements Aggregate<NoteAgeBand, PatientAge, NoteAgeBand, PatientAgeDecider.Never> {

    private final PatientAgeDecider decider = new PatientAgeDecider();

    @Override
    public String collection() {
        return "ages";
    }

    @Override
    public Class<PatientAge> stateType() {
        return PatientAge.class;
    }

    @Override
    public Decider<NoteAgeBand, PatientAge, NoteAgeBand, PatientAgeDecider.Never> decider() {
        return decider;
    }
}
