package org.carecontact.oversight.ledger.domain;

import java.time.Instant;
import java.util.List;
import org.carecontact.oversight.figures.domain.RequestFact;
import org.jspecify.annotations.Nullable;

/** Entries for tests. */
public final class Entries {

    public static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    public static final ChainId CHAIN = new ChainId("carecontact.requests", 3);

    private Entries() {}

    public static Entry at(long offset) {
        return event(offset, "request-service", "a", offset + 1, "ContactRequestSubmitted", NOON.plusMillis(offset));
    }

    public static Entry event(long offset, String service, String subject, long sequence, String type, Instant at) {
        return new Entry(
                offset,
                subject + "/" + sequence,
                type,
                "pair",
                "/carecontact/" + service + "/tongren",
                subject,
                sequence,
                at,
                "ab".repeat(32),
                new Summary("tongren", "pair-1", "GRANTED", List.of("r"), List.of(), null, null, "CHRONIC_CARE", NOON));
    }

    public static RequestFact seen(String request, String type, @Nullable String outcome, long afterNoon) {
        boolean assessed = type.startsWith("Policy");
        boolean timed = assessed || type.startsWith("Request") || type.startsWith("Contact");
        return new RequestFact(
                type,
                request,
                outcome,
                assessed ? "OUTPATIENT" : null,
                assessed ? "PUBLIC_TERTIARY" : null,
                NOON.plusMillis(afterNoon),
                timed ? NOON : null);
    }
}
