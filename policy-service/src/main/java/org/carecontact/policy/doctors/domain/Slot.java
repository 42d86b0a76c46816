package org.carecontact.policy.doctors.domain;

import java.time.Instant;

/** A time in a doctor's schedule in which not everybody may disturb. */
public record Slot(Kind kind, Instant from, Instant to) {

    /** What the doctor does then; of what is not known, better not. */
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
