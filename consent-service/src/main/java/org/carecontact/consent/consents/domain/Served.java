package org.carecontact.consent.consents.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.jspecify.annotations.Nullable;

/**
 * Forms that somebody was shown to sign, also when nobody signed them.
 *
 * @param to as whom the person would have signed
 * @param relation of a family member to the patient, as the token attests it; null for the patient
 * @param lastAt when they were shown last of those times that are less than a day apart
 */
public record Served(
        List<ShownDocument> documents, Signer to, @Nullable String relation, Instant firstAt, Instant lastAt) {

    private static final int KEPT = 20;
    private static final Duration ONE_OCCASION = Duration.ofDays(1);

    /** What was shown again within this time is not worth a write of its own. */
    private static final Duration OFTEN = Duration.ofHours(1);

    public Served {
        documents = List.copyOf(documents);
    }

    public static Served once(List<ShownDocument> documents, Signer to, @Nullable String relation, Instant at) {
        return new Served(documents, to, relation, at, at);
    }

    /** Returns the history with this in it, the newest occasions only. */
    List<Served> addedTo(List<Served> history) {
        List<Served> added = new ArrayList<>(history);
        for (int i = added.size() - 1; i >= 0; i--) {
            Served known = added.get(i);
            if (isOccasionOf(known)) {
                added.set(
                        i, new Served(documents, to, relation, min(known.firstAt, firstAt), max(known.lastAt, lastAt)));
                return List.copyOf(added);
            }
        }
        added.add(this);
        return List.copyOf(added.subList(Math.max(0, added.size() - KEPT), added.size()));
    }

    /** Returns whether the history says it well enough already. */
    boolean isToldBy(List<Served> history) {
        return history.stream().anyMatch(known -> isOccasionOf(known) && !lastAt.isAfter(known.lastAt.plus(OFTEN)));
    }

    private boolean isOccasionOf(Served known) {
        return documents.equals(known.documents)
                && to == known.to
                && Objects.equals(relation, known.relation)
                && !firstAt.isAfter(known.lastAt.plus(ONE_OCCASION))
                && !lastAt.isBefore(known.firstAt.minus(ONE_OCCASION));
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
