package org.carecontact.policy.cases.domain;

import java.time.Instant;
import org.carecontact.policy.cases.domain.Pair.Parties;
import org.carecontact.policy.cases.domain.Pair.TrustSignal;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.schemas.ids.PatientId;

/** The commands to a pair; each that may lead to a decision brings the doctor's facts with it. */
public sealed interface PairCommand {

    /** A request was submitted. */
    record Precheck(Asked asked, DoctorFacts doctor, Instant now) implements PairCommand {}

    /** A hospital reported an encounter. */
    record NoteEncounter(Encounter encounter, DoctorFacts doctor, Instant now) implements PairCommand {}

    /** Another doctor has the encounter now; how it was left counts from the first time. */
    record NoteHandover(Encounter encounter, DoctorFacts doctor, Instant now) implements PairCommand {}

    /** An encounter says who the pair is. */
    record NameParties(Parties parties) implements PairCommand {}

    /** A hospital said that the patient's age band is another now. */
    record NoteAge(AgeBand band) implements PairCommand {}

    /** The consent to a request was signed. */
    record NoteConsent(int number, Signed signed, DoctorFacts doctor, Instant now) implements PairCommand {}

    /** A request or its consent came to an end elsewhere. */
    record CloseCase(int number, boolean misused, Instant now) implements PairCommand {}

    /** The doctor of a deferred case is described anew, by the hospital, the doctor or the number of contacts. */
    record NoteDoctor(DoctorFacts doctor, Instant now) implements PairCommand {}

    /** The patient's side wants to know when a denied case would not be denied. */
    record Watch(int number, Instant now) implements PairCommand {}

    /** The day for which a deferred case was put off is over. */
    record TimeCame(Instant now) implements PairCommand {}

    /** The hospital merged the patient's id into another, which may see the cases too. */
    record NoteSurvivor(PatientId survivor) implements PairCommand {}

    /** The patient says that a trust signal is wrong. */
    record ContestSignal(TrustSignal signal) implements PairCommand {}
}
