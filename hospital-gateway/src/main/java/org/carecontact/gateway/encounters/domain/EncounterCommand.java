package org.carecontact.gateway.encounters.domain;

/** The command of a message, by its trigger event. */
public sealed interface EncounterCommand {

    Report report();

    /** A04: an outpatient, emergency or online visit begins. */
    record Register(Report report) implements EncounterCommand {}

    /** A01: an inpatient stay begins. */
    record Admit(Report report) implements EncounterCommand {}

    /** A08: a detail of the visit has changed. */
    record Update(Report report) implements EncounterCommand {}

    /** A03: the visit is over. */
    record Discharge(Report report) implements EncounterCommand {}

    /** A11: the visit was entered by mistake or did not take place. */
    record Cancel(Report report) implements EncounterCommand {}
}
