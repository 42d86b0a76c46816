package org.carecontact.policy.vocabulary.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The years that people may name; a time outside is a slip of the pen, and some fit into no database. */
public final class Century {

    public static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    public static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    private static final Instant BEGIN = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final Instant END =
            LAST.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();

    private Century() {}

    public static boolean has(LocalDate day) {
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    public static boolean has(Instant moment) {
        return !moment.isBefore(BEGIN) && moment.isBefore(END);
    }
}
