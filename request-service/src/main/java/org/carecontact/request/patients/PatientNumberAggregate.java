package org.carecontact.request.patients;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.request.patients.domain.MergeDecider;
import org.carecontact.request.patients.domain.MergeRejection;
import org.carecontact.request.patients.domain.NoteMerge;
import org.carecontact.request.patients.domain.NumberMerged;
import org.carecontact.request.patients.domain.PatientNumber;

/** Stores one document per number that was merged, and publishes nothing. */
final class PatientNumberAggregate implements Aggregate<NoteMerge, PatientNumber, NumberMerged, MergeRejection> {

    private final MergeDecider decider = new MergeDecider();

    @Override
    public String collection() {
        return "patients";
    }

    @Override
    public Class<PatientNumber> stateType() {
        return PatientNumber.class;
    }

    @Override
    public Decider<NoteMerge, PatientNumber, NumberMerged, MergeRejection> decider() {
        return decider;
    }
}
