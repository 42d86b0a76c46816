package org.carecontact.policy.doctors.domain;

/** Why a doctor's rules can't be. */
public sealed interface DoctorRejection {

    /** Willing, but through no channel at all. */
    record NoChannelChosen() implements DoctorRejection {}

    /** Accepts in advance, whatever it is for. */
    record AcceptsEverything() implements DoctorRejection {}
}
