package org.carecontact.gateway.fhir;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/** Stands for a type that nothing here stores: success would be a lie. */
record NotYetMapper<T extends Resource>(Class<T> type) implements ResourceMapper<T> {

    @Override
    public Told read(T resource, Reading reading) {
        throw Refused.content(
                IssueType.NOTSUPPORTED, reading.place(), "Patient or Encounter: this type is not stored here");
    }
}
