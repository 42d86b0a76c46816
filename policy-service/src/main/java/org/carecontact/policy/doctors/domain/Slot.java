package org.carecontact.policy.doctors.domain;

import java.time.Instant;

/** A time in a doctor's schedule in which the doctor must not be disturbed. */
public record Slot(Kind kind, Instant from, Instant to) {

    /** The doctor's activity at that time; an unknown one is not to be disturbed. */
    public enum Kind {
        SURGERY,
        ABSENCE,
        UNKNOWN,
        /** 查房. */
        ROUND,
        CLINIC
    }

    public boolean covers(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
