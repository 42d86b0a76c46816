package org.carecontact.gateway.staff.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * One appointment or slot in a doctor's schedule, with the newest word on each thing. A cancelled one is kept, so that a
 * late message does not bring it back.
 *
 * @param number the hospital's own id of it
 */
public record Slot(
        String number,
        @Nullable Said<SlotKind> kind,
        @Nullable Said<SlotTime> time,
        @Nullable Said<Boolean> stands) {

    /** How long one is kept of which nobody says when it is. */
    private static final Duration WITHOUT_TIME = Duration.ofDays(365);

    static Slot unheard(String number) {
        return new Slot(number, null, null, null);
    }

    Slot and(SlotWords words, Stamp by) {
        return new Slot(
                number,
                Said.and(kind, words.kind(), by),
                Said.and(time, words.time(), by),
                Said.and(stands, words.stands(), by));
    }

    /** What it is where nobody says otherwise is a clinic. */
    public SlotKind kindOrClinic() {
        SlotKind told = Said.value(kind);
        return told == null ? SlotKind.CLINIC : told;
    }

    /** When it is; null when it is cancelled, or nobody says when it is. */
    public @Nullable SlotTime takesPlace() {
        return Boolean.FALSE.equals(Said.value(stands)) ? null : Said.value(time);
    }

    boolean endedBefore(Instant moment) {
        SlotTime known = Said.value(time);
        return (known == null ? spokenOf().plus(WITHOUT_TIME) : known.to()).isBefore(moment);
    }

    private Instant spokenOf() {
        return Stream.of(kind, time, stands)
                .filter(Objects::nonNull)
                .map(said -> said.by().at())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
