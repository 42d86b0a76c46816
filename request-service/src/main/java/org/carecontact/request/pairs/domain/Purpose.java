package org.carecontact.request.pairs.domain;

/** A coded medical need; CONVENIENCE is none and is never stored. */
public enum Purpose {
    FOLLOW_UP_VISIT,
    MEDICATION_ADJUSTMENT,
    POSTOPERATIVE_RECOVERY,
    REPORT_DELIVERY,
    CHRONIC_CARE,
    OTHER_MEDICAL,
    CONVENIENCE
}
