package org.carecontact.request.contacts;

import org.carecontact.schemas.ids.RequestId;

/** Asks at this moment whether the consent to a request is in force. */
interface ConsentInForce {

    enum Answer {
        YES,
        NO,
        /** The answer is unknown and counts as no. */
        UNKNOWN
    }

    /**
     * Asks in the caller's name.
     *
     * @param token the caller's bearer token
     */
    Answer ask(RequestId request, String token);
}
