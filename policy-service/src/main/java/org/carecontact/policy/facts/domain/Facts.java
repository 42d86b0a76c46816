package org.carecontact.policy.facts.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision may rest on. What is UNKNOWN or null is not known, and what is not known never helps.
 *
 * @param department of the latest encounter if it names one, else of the doctor
 * @param scene null when the kind of the encounter is not known
 * @param inProgress null when it is not known whether one goes on
 * @param signed null before the signature
 */
public record Facts(
        Stage stage,
        Asked asked,
        @Nullable String department,
        @Nullable Scene scene,
        LastEncounter lastEncounter,
        @Nullable InProgress inProgress,
        AgeBand ageBand,
        DoctorFacts doctor,
        @Nullable Signed signed,
        History history,
        Instant now) {

    /** The ward's care goes on for this time after a discharge. */
    static final Duration INPATIENT_FOR = Duration.ofDays(30);

    /** Returns how recent the care relation is. */
    public enum LastEncounter {
        NONE,
        IN_PROGRESS,
        WITHIN_30_DAYS,
        WITHIN_A_YEAR,
        OLDER
    }

    /** Returns the encounter that goes on now. */
    public enum InProgress {
        NONE,
        AMB,
        IMP,
        VR,
        EMER
    }

    /** Derives the facts from events of hospital, request, consent and doctor. */
    public static Facts of(
            Stage stage,
            Asked asked,
            List<Encounter> encounters,
            DoctorFacts doctor,
            @Nullable Signed signed,
            History history,
            Instant now) {
        List<Encounter> real = encounters.stream()
                .filter(encounter -> encounter.status() != Encounter.Status.CANCELLED)
                .toList();
        // The emergency doctor of one night is nobody's doctor afterwards, but does not end an earlier relation either.
        List<Encounter> planned = real.stream()
                .filter(encounter -> encounter.kind() != Encounter.Kind.EMER)
                .toList();
        Optional<Encounter> last = (planned.isEmpty() ? real : planned)
                .stream()
                        .max(Comparator.comparing(Encounter::open)
                                .thenComparing(Encounter::lastSeen)
                                .thenComparing(encounter -> encounter.visit().value()));
        Optional<Encounter> newest = real.stream().max(Comparator.comparing(Encounter::changedAt));
        return new Facts(
                stage,
                asked,
                last.map(Encounter::department).filter(name -> !name.isEmpty()).orElse(doctor.department()),
                scene(real, last, now),
                last.map(encounter -> freshness(encounter, now)).orElse(LastEncounter.NONE),
                inProgress(real),
                newest.map(Encounter::ageBand).orElse(AgeBand.UNKNOWN),
                doctor,
                signed,
                history,
                now);
    }

    private static @Nullable Scene scene(List<Encounter> real, Optional<Encounter> last, Instant now) {
        boolean ward = real.stream()
                .anyMatch(encounter -> encounter.kind() == Encounter.Kind.IMP
                        && (encounter.open()
                                || encounter.lastSeen().plus(INPATIENT_FOR).isAfter(now)));
        if (ward) {
            return Scene.INPATIENT;
        }
        if (last.isEmpty()) {
            return Scene.NONE;
        }
        return switch (last.get().kind()) {
            case AMB, IMP -> Scene.OUTPATIENT; // long after a discharge it is aftercare
            case VR -> Scene.ONLINE;
            case EMER -> Scene.NONE;
            case UNKNOWN -> null;
        };
    }

    private static LastEncounter freshness(Encounter encounter, Instant now) {
        if (encounter.open()) {
            return LastEncounter.IN_PROGRESS;
        }
        Duration ago = Duration.between(encounter.lastSeen(), now);
        if (ago.compareTo(Duration.ofDays(30)) <= 0) {
            return LastEncounter.WITHIN_30_DAYS;
        }
        return ago.compareTo(Duration.ofDays(365)) <= 0 ? LastEncounter.WITHIN_A_YEAR : LastEncounter.OLDER;
    }

    /** The encounter that must be waited for counts before a stay on the ward. */
    private static @Nullable InProgress inProgress(List<Encounter> real) {
        InProgress found = InProgress.NONE;
        for (Encounter encounter : real) {
            if (encounter.open()) {
                if (encounter.status() == Encounter.Status.UNKNOWN || encounter.kind() == Encounter.Kind.UNKNOWN) {
                    return null;
                }
                if (found == InProgress.NONE || found == InProgress.IMP) {
                    found = InProgress.valueOf(encounter.kind().name());
                }
            }
        }
        return found;
    }
}
