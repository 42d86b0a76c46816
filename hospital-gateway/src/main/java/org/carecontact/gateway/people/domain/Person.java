package org.carecontact.gateway.people.domain;

import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.PatientId;

/** A patient of one hospital, as a person. */
public sealed interface Person {

    /** No message was about the patient yet. */
    record Unheard() implements Person {}

    record Known(String hospital, PatientId patient, PersonFacts facts) implements Person {}

    /** The id belongs to another patient now: the hospital found that both are one person. */
    record Merged(String hospital, PatientId patient, PatientId survivor, Stamp by) implements Person {}

    default PersonFacts factsOrNone() {
        return this instanceof Known known ? known.facts() : PersonFacts.NONE;
    }
}
