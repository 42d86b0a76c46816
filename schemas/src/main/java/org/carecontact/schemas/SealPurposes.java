package org.carecontact.schemas;

import org.carecontact.schemas.ids.RequestId;

/** The purposes of sealed secrets; to open one, the reader has to name its purpose. */
public final class SealPurposes {

    private SealPurposes() {}

    /**
     * Returns the purpose of a person's contact point.
     *
     * @param role the role of the person: PATIENT, GUARDIAN or DOCTOR
     * @param person the hospital's id of the patient or the doctor
     */
    public static String contact(String hospital, String role, String person) {
        return "contact:" + hospital + ":" + role + ":" + person;
    }

    /** Returns the purpose of a person's name, which only notification-service opens. */
    public static String name(String hospital, String role, String person) {
        return "name:" + hospital + ":" + role + ":" + person;
    }

    /** Returns the purpose of a patient's birth date, which only hospital-gateway opens. */
    public static String birth(String hospital, String patient) {
        return "birth:" + hospital + ":" + patient;
    }

    /** Returns the purpose of a message that a hospital's feed could not take, which only hospital-gateway opens. */
    public static String refused(String hospital) {
        return "refused:" + hospital;
    }

    /** Returns the purpose of the one-time code for signing the consent to a request. */
    public static String code(RequestId request) {
        return "code:" + request;
    }

    /** Returns the purpose of the patient's own words in a request. */
    public static String need(RequestId request) {
        return "need:" + request;
    }

    /** Returns the purpose of a doctor's own WeChat id, for the contact that a request led to. */
    public static String weChat(RequestId request) {
        return "wechat:" + request;
    }

    /**
     * Returns the purpose of a text of a report of misuse.
     *
     * @param which text of it, as contest
     */
    public static String report(String report, String which) {
        return "report:" + report + ":" + which;
    }

    /**
     * Returns the purpose of the access token of a WeChat or WeCom account.
     *
     * @param account names the account and application
     */
    public static String vendorToken(String account) {
        return "vendor-token:" + account;
    }
}
