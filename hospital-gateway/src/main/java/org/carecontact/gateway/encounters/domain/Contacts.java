package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contact points that the hospital named last, unreadable.
 *
 * @param prints by role
 * @param at the hospital's time of the message that named them; null before there was one
 */
public record Contacts(Map<String, String> prints, @Nullable Instant at) {

    static final Contacts NONE = new Contacts(Map.of(), null);

    /** Replaces all contact points if the message names one, and leaves them as they are if it names none. */
    Contacts and(Report report) {
        if (!report.namesContactPoints() || (at != null && report.at().isBefore(at))) {
            return this;
        }
        Map<String, String> named = new TreeMap<>();
        report.contactPoints().forEach(point -> named.put(point.role(), point.print()));
        return new Contacts(named, report.at());
    }
}
