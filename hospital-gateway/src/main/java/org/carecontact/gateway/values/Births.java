package org.carecontact.gateway.values;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.carecontact.gateway.people.domain.Birth;
import org.carecontact.gateway.people.domain.Birthdays;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Seals birth dates, and looks at them again when a band may end (PIPL 28, 31; Civil Code 17 to 20). What is in clear tells
 * the month at most: from its first day on, somebody looks every midnight.
 */
public final class Births implements Birthdays {

    /** The law counts days by Beijing's clock. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final int OLDEST = 150;
    private static final int[] AGES = {14, 18};

    private final PersonalValues values;

    public Births(PersonalValues values) {
        this.values = values;
    }

    /** Reads a birth date that somebody alive can have: the last day that it can mean. */
    public static Optional<LocalDate> date(String written, LocalDate today) {
        return Timestamps.days(written)
                .filter(days -> days.last().isAfter(today.minusYears(OLDEST)))
                .filter(days -> !days.first().isAfter(today.plusDays(1))) // a sender's clock may be ahead
                .map(Timestamps.Days::last);
    }

    /** Returns what is kept of a birth date. */
    public Birth of(String hospital, PatientId patient, LocalDate latest, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        return new Birth(
                values.birth(hospital, patient, latest.toString()),
                AgeBand.of(latest, today),
                lookAgain(latest, today));
    }

    @Override
    public Birth again(String hospital, PatientId patient, Birth known, Instant now) {
        LocalDate latest = LocalDate.parse(values.openBirth(hospital, patient, known.date()));
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        return new Birth(known.date(), AgeBand.of(latest, today), lookAgain(latest, today));
    }

    private static @Nullable Instant lookAgain(LocalDate latest, LocalDate today) {
        for (int age : AGES) {
            LocalDate birthday = latest.plusYears(age);
            if (birthday.isAfter(today)) {
                LocalDate month = birthday.withDayOfMonth(1);
                return (month.isAfter(today) ? month : today.plusDays(1))
                        .atStartOfDay(ZONE)
                        .toInstant();
            }
        }
        return null;
    }
}
