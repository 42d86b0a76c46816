package org.carecontact.gateway.vocabulary.domain;

import java.time.LocalDate;
import java.time.Period;

/** An age band in the terms of the law (PIPL 28, 31), which is all that is kept of a birth date. */
public enum AgeBand {
    UNKNOWN,
    UNDER_14,
    FROM_14_TO_17,
    ADULT;

    /**
     * Returns the band on a day.
     *
     * @param born the latest possible day of birth, so that doubt protects the younger
     */
    public static AgeBand of(LocalDate born, LocalDate on) {
        int years = Period.between(born, on).getYears();
        if (years < 14) {
            return UNDER_14;
        }
        return years < 18 ? FROM_14_TO_17 : ADULT;
    }
}
