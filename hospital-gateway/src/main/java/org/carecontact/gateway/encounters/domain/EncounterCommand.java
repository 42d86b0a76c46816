package org.carecontact.gateway.encounters.domain;

/** The command of a message, by its trigger event. */
public sealed interface EncounterCommand {

    Report report();

    /** An outpatient, emergency or online visit begins (A04). */
    record Register(Report report) implements EncounterCommand {}

    /** An inpatient stay begins (A01), or an outpatient becomes an inpatient (A06). */
    record Admit(Report report) implements EncounterCommand {}

    /** A08: a detail of the visit has changed. */
    record Update(Report report) implements EncounterCommand {}

    /** The visit is over (A03). */
    record Discharge(Report report) implements EncounterCommand {}

    /** The visit is not over: the discharge was a mistake (A13). */
    record CancelDischarge(Report report) implements EncounterCommand {}

    /** The visit was entered by mistake or did not take place (A11). */
    record Cancel(Report report) implements EncounterCommand {}
}
