package org.carecontact.policy.vocabulary.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Daily hours in the hospital's time zone, never over midnight.
 *
 * @param from HH:mm, inclusive
 * @param to HH:mm, exclusive; 24:00 is the end of the day
 * @param days ISO-8601, 1 Monday to 7 Sunday, ascending
 */
public record Hours(String from, String to, List<Integer> days) {

    private static final int DAY = 24 * 60;

    public Hours {
        if (minutes(from) >= minutes(to)) {
            throw new IllegalArgumentException("hours end before they begin: " + from + " to " + to);
        }
        if (days.isEmpty() || days.stream().anyMatch(day -> day < 1 || day > 7)) {
            throw new IllegalArgumentException("days are from 1 (Monday) to 7 (Sunday), at least one");
        }
        days = days.stream().distinct().sorted().toList();
    }

    /** Returns the hours that both allow; empty when there are none. */
    public Optional<Hours> and(Hours other) {
        String later = minutes(from) >= minutes(other.from) ? from : other.from;
        String earlier = minutes(to) <= minutes(other.to) ? to : other.to;
        List<Integer> both = days.stream().filter(other.days::contains).toList();
        return minutes(later) < minutes(earlier) && !both.isEmpty()
                ? Optional.of(new Hours(later, earlier, both))
                : Optional.empty();
    }

    /** Returns the first moment from this one on that lies within the hours. */
    public Instant next(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        if (open(local)) {
            return moment;
        }
        for (int day = 0; day <= 8; day++) {
            ZonedDateTime opening =
                    local.toLocalDate().plusDays(day).atStartOfDay(zone).with(clock(from));
            if (days.contains(opening.getDayOfWeek().getValue()) && !opening.isBefore(local)) {
                return opening.toInstant();
            }
        }
        return moment.plus(Duration.ofDays(9)); // cannot be: some day of a week is open
    }

    private boolean open(ZonedDateTime local) {
        int minute = local.getHour() * 60 + local.getMinute();
        return days.contains(local.getDayOfWeek().getValue()) && minute >= minutes(from) && minute < minutes(to);
    }

    private static LocalTime clock(String text) {
        int minutes = minutes(text);
        return LocalTime.of(minutes / 60, minutes % 60);
    }

    private static int minutes(String text) {
        boolean formed = text.length() == 5 && text.charAt(2) == ':';
        for (int i = 0; formed && i < 5; i++) {
            formed = i == 2 || (text.charAt(i) >= '0' && text.charAt(i) <= '9');
        }
        int hours = formed ? Integer.parseInt(text, 0, 2, 10) : DAY;
        int minutes = formed ? Integer.parseInt(text, 3, 5, 10) : 0;
        if (minutes > 59 || hours * 60 + minutes > DAY) {
            throw new IllegalArgumentException("not a time of day as 08:30: " + text);
        }
        return hours * 60 + minutes;
    }
}
