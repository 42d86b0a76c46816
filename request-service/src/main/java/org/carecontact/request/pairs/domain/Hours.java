package org.carecontact.request.pairs.domain;

import java.util.List;

/**
 * Daily hours in the hospital's time zone.
 *
 * @param from HH:mm, inclusive
 * @param to HH:mm, exclusive
 * @param days ISO-8601, 1 Monday to 7 Sunday
 */
public record Hours(String from, String to, List<Integer> days) {
    public Hours {
        days = List.copyOf(days);
    }
}
