package org.carecontact.schemas;

import org.carecontact.schemas.ids.RequestId;

/** The purposes of sealed secrets: whoever opens one has to name the purpose it was sealed for. */
public final class SealPurposes {

    private SealPurposes() {}

    /**
     * The contact point of a person.
     *
     * @param role whose number it is: PATIENT, GUARDIAN or DOCTOR
     * @param person the hospital's id of the patient or the doctor
     */
    public static String contact(String hospital, String role, String person) {
        return "contact:" + hospital + ":" + role + ":" + person;
    }

    /** The one-time code for signing the consent to a request. */
    public static String code(RequestId request) {
        return "code:" + request;
    }

    /** The patient's own words in a request. */
    public static String need(RequestId request) {
        return "need:" + request;
    }
}
