package org.carecontact.gateway.staff.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.jspecify.annotations.Nullable;

/** The newest word on each thing of a doctor; null while nobody spoke of it. */
public record DoctorFacts(
        @Nullable Said<String> name,
        @Nullable Said<String> title,
        @Nullable Said<String> department,
        @Nullable Said<Boolean> active,
        @Nullable Said<Sealed> number) {

    static final DoctorFacts NONE = new DoctorFacts(null, null, null, null, null);

    DoctorFacts and(DoctorWords words, Stamp by) {
        return new DoctorFacts(
                Said.and(name, words.name(), by),
                Said.and(title, words.title(), by),
                Said.and(department, words.department(), by),
                Said.and(active, words.active(), by),
                Said.and(number, words.number(), by));
    }

    /** A doctor of whom nobody says otherwise works here. */
    public boolean isActive() {
        return !Boolean.FALSE.equals(Said.value(active));
    }

    /** When the newest of these words was recorded; the beginning of time when there is none. */
    public Instant changedAt() {
        return Stream.of(name, title, department, active, number)
                .filter(Objects::nonNull)
                .map(said -> said.by().at())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Whether others would be told the same. */
    boolean saysLike(DoctorFacts other) {
        return Objects.equals(Said.value(name), Said.value(other.name))
                && Objects.equals(Said.value(title), Said.value(other.title))
                && Objects.equals(Said.value(department), Said.value(other.department))
                && isActive() == other.isActive()
                && Objects.equals(Said.value(number), Said.value(other.number));
    }
}
