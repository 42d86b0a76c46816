package org.carecontact.gateway.soap;

/** Who gives which ids (WS/T 846.1-2024 and the sample messages of the 互联互通 test). */
final class Roots {

    static final String MESSAGE = "2.16.156.10011.2.5.1.1";
    static final String INTERACTION = "2.16.156.10011.2.5.1.2";
    static final String SYSTEM = "2.16.156.10011.2.5.1.3";
    static final String PATIENT = "2.16.156.10011.2.5.1.4";
    /** The patient's id in the samples of the edition before. */
    static final String FORMER_PATIENT = "2.16.156.10011.0.2.2";

    static final String VISIT = "2.16.156.10011.2.5.1.9";
    static final String OUTPATIENT_NUMBER = "2.16.156.10011.1.11";
    static final String INPATIENT_NUMBER = "2.16.156.10011.1.12";
    /** A citizen's number: never read. */
    static final String CITIZEN = "2.16.156.10011.1.3";

    static final String STAFF = "2.16.156.10011.1.4";
    static final String DEPARTMENT = "2.16.156.10011.1.26";

    private Roots() {}
}
