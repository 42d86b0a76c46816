package org.carecontact.gateway.people.domain;

import java.time.Instant;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.PatientId;

/** What happens to one patient's record. */
public sealed interface PersonCommand {

    /** A message spoke of the patient. */
    record Describe(String hospital, PatientId patient, PersonWords words, Stamp by) implements PersonCommand {}

    /** A birthday may have come. */
    record Look(Birthdays birthdays, Instant now) implements PersonCommand {}

    /** The patient is the same person as another, whose id remains (HL7 A18, A40). */
    record Merge(String hospital, PatientId patient, PatientId survivor, Stamp by) implements PersonCommand {}

    /** Another patient's record turned out to be this one's; an idempotent second half of the merge. */
    record Absorb(String hospital, PatientId patient, PersonFacts facts, Instant at) implements PersonCommand {}
}
