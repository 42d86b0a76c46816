package org.carecontact.notification.timing.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * The days on which people in China rest: weekends and public holidays, without the weekend days that are worked
 * instead.
 *
 * @param rest whether people rest on a day that is not as its day of the week says
 * @param years for which a notice of the State Council was read; of all others only the weekends are known
 */
public record Holidays(Map<LocalDate, Boolean> rest, Set<Integer> years) {

    public Holidays {
        rest = Map.copyOf(rest);
        years = Set.copyOf(years);
    }

    public boolean isRestDay(LocalDate day) {
        Boolean known = rest.get(day);
        return known != null ? known : isWeekend(day);
    }

    /** Returns whether more than the weekend is known of that day's year. */
    public boolean isKnown(LocalDate day) {
        return years.contains(day.getYear());
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
