package org.carecontact.gateway.encounters.domain;

/** What a message asks for, by its trigger event. */
public sealed interface EncounterCommand {

    Report report();

    /** A04: an outpatient, emergency or online visit begins. */
    record Register(Report report) implements EncounterCommand {}

    /** A01: an inpatient stay begins. */
    record Admit(Report report) implements EncounterCommand {}

    /** A08: something about the visit is different now. */
    record Update(Report report) implements EncounterCommand {}

    /** A03: the visit is over. */
    record Discharge(Report report) implements EncounterCommand {}

    /** A11: the visit was entered by mistake or did not take place. */
    record Cancel(Report report) implements EncounterCommand {}
}
