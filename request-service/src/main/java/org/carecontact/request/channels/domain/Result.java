package org.carecontact.request.channels.domain;

import java.time.Instant;

/** What came of one call to the vendor. */
public sealed interface Result {

    /** The invitation was made, or found. */
    record Invited(String configId, String qr) implements Result {}

    /**
     * The vendor confirms that it is done, or that what was to go is gone.
     *
     * @param said the call and the vendor's code
     */
    record Done(String said) implements Result {}

    /** Asked: it is not done. */
    record NotDone() implements Result {}

    /** Asked who somebody is. */
    record Identified(Identity identity) implements Result {}

    /** The vendor refuses, whoever asks again. */
    record Refused(String code) implements Result {}

    /** A limit's window, or the vendor was never reached. */
    record Later(Instant until, String code) implements Result {}

    /** Settings or rights are wrong; somebody has to repair them. */
    record OurFault(String code) implements Result {

        /** What WeCom says to an enterprise that has no temporary sessions. */
        public static final String NO_SESSIONS = "41040";

        public boolean saysNoSessions() {
            return code.equals(NO_SESSIONS);
        }
    }

    /** Perhaps done, perhaps not. */
    record Unknown(String code) implements Result {}

    /** What the union id of a person says. */
    enum Identity {
        PATIENT,
        SOMEBODY_ELSE,
        NOT_KNOWN
    }
}
