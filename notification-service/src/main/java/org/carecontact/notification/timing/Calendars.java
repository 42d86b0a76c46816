package org.carecontact.notification.timing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.carecontact.notification.recipients.domain.Rest;
import org.carecontact.notification.timing.domain.Holidays;
import org.carecontact.notification.timing.domain.QuietHours;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The calendar that is shipped; a year that it does not have is an alarm, and counts its weekends only. */
public final class Calendars {

    private static final Logger log = LoggerFactory.getLogger(Calendars.class);
    private static final String FILE = "holidays.yml";

    private final Holidays holidays;
    private final Set<Integer> missing = ConcurrentHashMap.newKeySet();

    Calendars(Holidays holidays, MeterRegistry meters) {
        this.holidays = holidays;
        Gauge.builder(Metric.CALENDAR_MISSING.id(), missing, Set::size)
                .description(Metric.CALENDAR_MISSING.description())
                .register(meters);
    }

    /** Returns when the quiet hours around this moment end; empty when it is in none. */
    public Optional<Instant> restsUntil(QuietHours quiet, Instant now) {
        LocalDate today = now.atZone(quiet.zone()).toLocalDate();
        if (!holidays.isKnown(today) && missing.add(today.getYear())) {
            log.atError()
                    .addKeyValue("year", today.getYear())
                    .log("the calendar has no holidays of this year: only weekends count as days of rest");
        }
        return quiet.restsUntil(now, holidays);
    }

    /** Returns a person's own hours of rest; they are the same on every day. */
    public static QuietHours hours(Rest rest) {
        LocalTime until = LocalTime.MIN.plusMinutes(rest.until());
        return new QuietHours(ZoneId.of(rest.zone()), LocalTime.MIN.plusMinutes(rest.from()), until, until);
    }

    /** Reads the shipped file; fails when it is not what it should be. */
    static Holidays read() {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new ClassPathResource(FILE));
        Map<String, Object> file = yaml.getObject();
        Map<LocalDate, Boolean> rest = new HashMap<>();
        Set<Integer> years = new HashSet<>();
        for (Map.Entry<String, Object> year : (file == null ? Map.<String, Object>of() : file).entrySet()) {
            if (!(year.getValue() instanceof Map<?, ?> said)) {
                throw new IllegalArgumentException(FILE + ": " + year.getKey() + " has no days");
            }
            years.add(Integer.parseInt(year.getKey()));
            for (Object span : list(said.get("rest"))) {
                String[] ends = String.valueOf(span).split("/");
                LocalDate last = LocalDate.parse(ends[ends.length - 1]);
                for (LocalDate day = LocalDate.parse(ends[0]); !day.isAfter(last); day = day.plusDays(1)) {
                    rest.put(day, true);
                }
            }
            for (Object day : list(said.get("work"))) {
                rest.put(LocalDate.parse(String.valueOf(day)), false);
            }
        }
        return new Holidays(rest, years);
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
