package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times, by the hospital's clock, at which the visit was last opened, finished and cancelled. */
public record Marks(
        @Nullable Instant openedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant cancelledAt) {

    static final Marks NONE = new Marks(null, null, null);

    Marks opened(Instant at) {
        return new Marks(later(openedAt, at), finishedAt, cancelledAt);
    }

    Marks finished(Instant at) {
        return new Marks(openedAt, later(finishedAt, at), cancelledAt);
    }

    Marks cancelled(Instant at) {
        return new Marks(openedAt, finishedAt, later(cancelledAt, at));
    }

    boolean isCancelled() {
        return cancelledAt != null && !openedAfter(cancelledAt);
    }

    boolean isFinished() {
        return finishedAt != null && !openedAfter(finishedAt);
    }

    /** An opening of the same time counts as the earlier one: a visit may begin and end within one minute. */
    private boolean openedAfter(Instant end) {
        return openedAt != null && openedAt.isAfter(end);
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }
}
