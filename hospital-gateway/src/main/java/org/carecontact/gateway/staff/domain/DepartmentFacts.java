package org.carecontact.gateway.staff.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.jspecify.annotations.Nullable;

/** The newest word on each thing of a department; null while nobody spoke of it. */
public record DepartmentFacts(
        @Nullable Said<String> name,
        @Nullable Said<String> phone,
        @Nullable Said<Boolean> active) {

    static final DepartmentFacts NONE = new DepartmentFacts(null, null, null);

    DepartmentFacts and(DepartmentWords words, Stamp by) {
        return new DepartmentFacts(
                Said.and(name, words.name(), by),
                Said.and(phone, words.phone(), by),
                Said.and(active, words.active(), by));
    }

    /** A department of which nobody says otherwise exists. */
    public boolean isActive() {
        return !Boolean.FALSE.equals(Said.value(active));
    }

    /** When the newest of these words was recorded; the beginning of time when there is none. */
    public Instant changedAt() {
        return Stream.of(name, phone, active)
                .filter(Objects::nonNull)
                .map(said -> said.by().at())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Whether others would be told the same. */
    boolean saysLike(DepartmentFacts other) {
        return Objects.equals(Said.value(name), Said.value(other.name))
                && Objects.equals(Said.value(phone), Said.value(other.phone))
                && isActive() == other.isActive();
    }
}
