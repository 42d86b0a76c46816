package org.carecontact.policy.vocabulary.domain;

import java.util.List;

/** The coded medical needs that rules know. */
public final class Purposes {

    public static final List<String> ALL = List.of(
            "CHRONIC_CARE",
            "CONVENIENCE",
            "FOLLOW_UP_VISIT",
            "MEDICATION_ADJUSTMENT",
            "OTHER_MEDICAL",
            "POSTOPERATIVE_RECOVERY",
            "REPORT_DELIVERY");

    private Purposes() {}
}
