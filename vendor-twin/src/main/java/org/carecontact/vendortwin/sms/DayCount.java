package org.carecontact.vendortwin.sms;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** How many of each key in the present day of Shanghai, for limits of a whole account. */
public final class DayCount {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Map<String, Integer> counts = new HashMap<>();
    private LocalDate day = LocalDate.MIN;

    /** Counts so many more unless they would be more than the most; returns whether it did. */
    public synchronized boolean take(String key, int more, int most, Instant now) {
        LocalDate today = now.atZone(SHANGHAI).toLocalDate();
        if (!today.equals(day)) {
            counts.clear();
            day = today;
        }
        int after = counts.getOrDefault(key, 0) + more;
        if (after > most) {
            return false;
        }
        counts.put(key, after);
        return true;
    }
}
