package org.carecontact.gateway.staff.domain;

import java.time.Instant;

/**
 * From when to when.
 *
 * @param to the first moment after it
 */
public record SlotTime(Instant from, Instant to) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException when it ends before it begins
     */
    public SlotTime {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a time that ends before it begins");
        }
    }
}
