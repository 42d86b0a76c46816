package org.carecontact.request;

/** Asks at this moment whether the consent to a request is in force. */
interface ConsentInForce {

    enum Answer {
        YES,
        NO,
        /** Nobody could say: treat it as no. */
        UNKNOWN
    }

    /**
     * Asks in the caller's name.
     *
     * @param token the caller's bearer token
     */
    Answer ask(String request, String token);
}
