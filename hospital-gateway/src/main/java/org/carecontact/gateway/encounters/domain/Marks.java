package org.carecontact.gateway.encounters.domain;

import java.time.Instant;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * The times, by the hospital's clock, at which the visit was last opened, finished and cancelled.
 *
 * @param openedBy the message that said so; of several for the same time the last one
 * @param finishedBy the message that said the last word on the finish
 * @param presumedEnd when a visit counts as finished that no message ends; null when one has to
 */
public record Marks(
        @Nullable Instant openedAt,
        @Nullable Stamp openedBy,
        @Nullable Instant finishedAt,
        @Nullable Stamp finishedBy,
        boolean finishTakenBack,
        @Nullable Instant cancelledAt,
        @Nullable Instant presumedEnd,
        boolean presumed) {

    static final Marks NONE = new Marks(null, null, null, null, false, null, null, false);

    /** The latest opening counts, and with it the end that is presumed for it. */
    Marks opened(Instant at, Stamp by, @Nullable Instant presumedEnd) {
        boolean older = openedAt != null
                && openedBy != null
                && (openedAt.isAfter(at) || (openedAt.equals(at) && by.isBefore(openedBy)));
        return older
                ? this
                : new Marks(at, by, finishedAt, finishedBy, finishTakenBack, cancelledAt, presumedEnd, presumed);
    }

    Marks finished(Instant at, Stamp by) {
        return isOlder(by) ? this : new Marks(openedAt, openedBy, at, by, false, cancelledAt, presumedEnd, presumed);
    }

    /** The time of the finish is forgotten too: what was taken back never was. */
    Marks finishTakenBack(Stamp by) {
        return isOlder(by) ? this : new Marks(openedAt, openedBy, null, by, true, cancelledAt, presumedEnd, presumed);
    }

    Marks cancelled(Instant at) {
        return new Marks(
                openedAt,
                openedBy,
                finishedAt,
                finishedBy,
                finishTakenBack,
                cancelledAt != null && cancelledAt.isAfter(at) ? cancelledAt : at,
                presumedEnd,
                presumed);
    }

    /** The presumed end has come. */
    Marks presumedFinished(Instant now) {
        return presumedEnd == null || presumedEnd.isAfter(now)
                ? this
                : new Marks(
                        openedAt, openedBy, finishedAt, finishedBy, finishTakenBack, cancelledAt, presumedEnd, true);
    }

    /** The same visit under another number had these. */
    Marks and(Marks other) {
        Marks all = other.openedAt == null || other.openedBy == null
                ? this
                : opened(other.openedAt, other.openedBy, other.presumedEnd);
        if (other.finishedBy != null) {
            all = other.finishedAt == null
                    ? all.finishTakenBack(other.finishedBy)
                    : all.finished(other.finishedAt, other.finishedBy);
        }
        return other.cancelledAt == null ? all : all.cancelled(other.cancelledAt);
    }

    private boolean isOlder(Stamp by) {
        return finishedBy != null && by.isBefore(finishedBy);
    }

    boolean isCancelled() {
        return cancelledAt != null && !openedAfter(cancelledAt);
    }

    boolean isFinished() {
        @Nullable Instant end = end();
        return end != null && !openedAfter(end);
    }

    /** When the visit ended, as a message says, else as is presumed; null when it goes on. */
    public @Nullable Instant end() {
        if (finishedAt != null || finishTakenBack) {
            return finishedAt;
        }
        return presumed ? presumedEnd : null;
    }

    /** An opening of the same time counts as the earlier one: a visit may begin and end within one minute. */
    private boolean openedAfter(Instant end) {
        return openedAt != null && openedAt.isAfter(end);
    }
}
