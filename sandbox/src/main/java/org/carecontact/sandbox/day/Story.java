package org.carecontact.sandbox.day;

/** A course of events that a request can take, and the state in which it must end. */
enum Story {
    GRANTED(40, "GRANTED"),
    FAMILY_ASKS(8, "GRANTED"),
    FAMILY_ASKS_WITHOUT_AUTHORITY(2, "GRANTED"),
    CHILD_WITH_GUARDIAN(4, "GRANTED"),
    EVERYTHING_TWICE(5, "GRANTED"),
    IN_MID_CONSULTATION(5, "GRANTED"),
    PATIENT_ENDS(3, "ENDED"),
    DOCTOR_ENDS(2, "ENDED"),
    DOCTOR_AWAY(3, "GRANTED"),
    CONSENT_WITHDRAWN_AFTER_GRANT(4, "ENDED"),
    DOCTOR_REFUSES(6, "DECLINED"),
    DOCTOR_OFFERS_ALTERNATIVE(3, "DECLINED"),
    /** Once a day: a doctor signs the terms only once. */
    DOCTOR_SIGNS_FIRST(0, "GRANTED"),
    RULES_ACCEPT(3, "GRANTED"),
    RULES_OFFER_ALTERNATIVE(2, "DECLINED"),
    DOCTOR_NEVER_ANSWERS(2, "EXPIRED"),
    NEVER_SIGNED(2, "EXPIRED"),
    CONSENT_REFUSED(2, "WITHDRAWN"),
    WITHDRAWN_AT_ONCE(2, "WITHDRAWN"),
    WITHDRAWN_BEFORE_SIGNING(2, "WITHDRAWN"),
    WITHDRAWN_WHILE_DEFERRED(2, "WITHDRAWN"),
    WITHDRAWN_BEFORE_DELIVERY(2, "WITHDRAWN"),
    WITHDRAWN_BEFORE_THE_ANSWER(2, "WITHDRAWN"),
    CONSENT_WITHDRAWN_BEFORE_THE_ANSWER(2, "WITHDRAWN"),
    DOCTOR_NOT_OPTED_IN(4, "REDIRECTED"),
    PLASTIC_SURGERY(4, "REDIRECTED"),
    PERSONAL_WECHAT(4, "REDIRECTED"),
    NO_ENCOUNTER(2, "REDIRECTED"),
    ENCOUNTER_CANCELLED(2, "REDIRECTED"),
    NO_NEED(4, "BLOCKED"),
    DOCTOR_TRIES(1, "BLOCKED");

    private final int weight;
    private final String end;

    Story(int weight, String end) {
        this.weight = weight;
        this.end = end;
    }

    /** The frequency of the story, relative to the others; 0 for once a day. */
    int weight() {
        return weight;
    }

    /** Whether a relative of an adult patient asks. */
    boolean familyAsks() {
        return this == FAMILY_ASKS || this == FAMILY_ASKS_WITHOUT_AUTHORITY;
    }

    /** Whether the patient asks while the doctor still has them in consultation. */
    boolean inConsultation() {
        return this == IN_MID_CONSULTATION || this == WITHDRAWN_WHILE_DEFERRED;
    }

    /** The purpose of the request; each doctor's rules answer two purposes in the doctor's name. */
    String purpose() {
        return switch (this) {
            case NO_NEED -> "CONVENIENCE";
            case RULES_ACCEPT -> "CHRONIC_CARE";
            case RULES_OFFER_ALTERNATIVE -> "REPORT_DELIVERY";
            default -> "FOLLOW_UP_VISIT";
        };
    }

    /** The state of the request at the end of the day; BLOCKED when none comes into being. */
    String end() {
        return end;
    }

    boolean needsPermit() {
        return switch (this) {
            case DOCTOR_NOT_OPTED_IN, PLASTIC_SURGERY, PERSONAL_WECHAT, NO_ENCOUNTER, ENCOUNTER_CANCELLED, NO_NEED ->
                false;
            case GRANTED,
                    FAMILY_ASKS,
                    FAMILY_ASKS_WITHOUT_AUTHORITY,
                    CHILD_WITH_GUARDIAN,
                    EVERYTHING_TWICE,
                    IN_MID_CONSULTATION,
                    PATIENT_ENDS,
                    DOCTOR_ENDS,
                    DOCTOR_AWAY,
                    CONSENT_WITHDRAWN_AFTER_GRANT,
                    DOCTOR_REFUSES,
                    DOCTOR_OFFERS_ALTERNATIVE,
                    DOCTOR_SIGNS_FIRST,
                    RULES_ACCEPT,
                    RULES_OFFER_ALTERNATIVE,
                    DOCTOR_NEVER_ANSWERS,
                    NEVER_SIGNED,
                    CONSENT_REFUSED,
                    WITHDRAWN_AT_ONCE,
                    WITHDRAWN_BEFORE_SIGNING,
                    WITHDRAWN_WHILE_DEFERRED,
                    WITHDRAWN_BEFORE_DELIVERY,
                    WITHDRAWN_BEFORE_THE_ANSWER,
                    CONSENT_WITHDRAWN_BEFORE_THE_ANSWER,
                    DOCTOR_TRIES -> true;
        };
    }
}
