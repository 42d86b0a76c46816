package org.carecontact.gateway.encounters.domain;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contact points that the hospital named last, unreadable; each role is kept by itself. */
public record Contacts(
        @Nullable Said<ContactPoint> patient, @Nullable Said<ContactPoint> guardian) {

    static final Contacts NONE = new Contacts(null, null);

    /** Replaces all contact points if the message names one, and leaves them as they are if it names none. */
    Contacts and(Report report) {
        return new Contacts(and(patient, report, "PATIENT"), and(guardian, report, "GUARDIAN"));
    }

    private static @Nullable Said<ContactPoint> and(@Nullable Said<ContactPoint> known, Report report, String role) {
        return Said.and(known, report.contacts().getOrDefault(role, Word.absent()), report.by());
    }

    List<ContactPoint> points() {
        return Stream.of(Said.value(patient), Said.value(guardian))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** By role. */
    Map<String, String> prints() {
        Map<String, String> prints = new TreeMap<>();
        points().forEach(point -> prints.put(point.role(), point.print()));
        return prints;
    }
}
