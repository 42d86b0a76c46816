package org.carecontact.policy.doctors.domain;

/** The reasons for which a doctor's rules are refused. */
public sealed interface DoctorRejection {

    /** The doctor opts in, but permits no channel. */
    record NoChannelChosen() implements DoctorRejection {}

    /** The doctor accepts in advance without naming a purpose. */
    record AcceptsEverything() implements DoctorRejection {}
}
