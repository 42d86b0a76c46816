package org.carecontact.gateway.people.domain;

import java.util.Objects;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.jspecify.annotations.Nullable;

/** The newest word on each thing; null while nobody spoke of it. */
public record PersonFacts(
        @Nullable Said<Sealed> name,
        @Nullable Said<Birth> born,
        @Nullable Said<Sealed> mobile,
        @Nullable Said<Sealed> guardian) {

    static final PersonFacts NONE = new PersonFacts(null, null, null, null);

    PersonFacts and(PersonWords words, Stamp by) {
        return new PersonFacts(
                Said.and(name, words.name(), by),
                Said.and(born, words.born(), by),
                Said.and(mobile, words.mobile(), by),
                Said.and(guardian, words.guardian(), by));
    }

    /** Of two persons who are one, the newer word on each thing. */
    PersonFacts and(PersonFacts other) {
        return new PersonFacts(
                Said.newer(name, other.name()),
                Said.newer(born, other.born()),
                Said.newer(mobile, other.mobile()),
                Said.newer(guardian, other.guardian()));
    }

    PersonFacts looked(Birth birth) {
        return born == null ? this : new PersonFacts(name, new Said<>(birth, born.by()), mobile, guardian);
    }

    public AgeBand band() {
        Birth birth = Said.value(born);
        return birth == null ? AgeBand.UNKNOWN : birth.band();
    }

    /** Whether others would be told the same ways to reach the person, and the same name. */
    boolean reachesLike(PersonFacts other) {
        return Objects.equals(Said.value(name), Said.value(other.name))
                && Objects.equals(Said.value(mobile), Said.value(other.mobile))
                && Objects.equals(Said.value(guardian), Said.value(other.guardian));
    }

    boolean saysLike(PersonFacts other) {
        Birth birth = Said.value(born);
        Birth otherBirth = Said.value(other.born);
        return reachesLike(other)
                && Objects.equals(birth == null ? null : birth.date(), otherBirth == null ? null : otherBirth.date())
                && band() == other.band();
    }
}
