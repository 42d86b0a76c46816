package org.carecontact.policy.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What policy keeps of one patient and one doctor at one hospital.
 *
 * @param encounters the last twelve, in the order in which they changed
 * @param forgotten older news of visits that are not among them come too late
 * @param past earlier cases, the latest last
 */
public record Pair(List<Encounter> encounters, Instant forgotten, CurrentCase current, List<PastCase> past) {

    static final int KEPT_ENCOUNTERS = 12;
    static final int KEPT_CASES = 12;

    public static final Pair UNKNOWN = new Pair(List.of(), Instant.EPOCH, new CurrentCase.NoCase(), List.of());

    /** A case that another one followed. */
    public record PastCase(Asked asked, Assessment assessment, Instant decidedAt) {}

    /** The newest assessment of a request. */
    public Optional<PastCase> assessed(String request) {
        return current.asPast()
                .filter(one -> one.asked().request().equals(request))
                .or(() -> past.stream()
                        .filter(one -> one.asked().request().equals(request))
                        .findFirst());
    }

    /** Whether the news of this encounter is news. */
    boolean isNews(Encounter encounter) {
        return encounters.stream()
                .filter(known -> known.visit().equals(encounter.visit()))
                .findFirst()
                .map(known -> known.sequence() < encounter.sequence())
                .orElse(encounter.changedAt().isAfter(forgotten));
    }

    Pair with(Encounter encounter) {
        List<Encounter> all = new ArrayList<>(encounters);
        all.removeIf(known -> known.visit().equals(encounter.visit()));
        all.add(encounter);
        all.sort(Comparator.comparing(Encounter::changedAt).thenComparing(Encounter::visit));
        Instant latestForgotten = forgotten;
        while (all.size() > KEPT_ENCOUNTERS) {
            // What goes on is kept: its end has to be recognised.
            Encounter oldest =
                    all.stream().filter(one -> !one.open()).findFirst().orElse(all.getFirst());
            all.remove(oldest);
            latestForgotten = oldest.changedAt().isAfter(latestForgotten) ? oldest.changedAt() : latestForgotten;
        }
        return new Pair(List.copyOf(all), latestForgotten, current, past);
    }

    Pair with(CurrentCase next) {
        return new Pair(encounters, forgotten, next, past);
    }

    /** A new case; the one before becomes a past one. */
    Pair followedBy(CurrentCase next) {
        List<PastCase> all = new ArrayList<>(past);
        current.asPast().ifPresent(all::add);
        List<PastCase> kept = all.subList(Math.max(0, all.size() - KEPT_CASES), all.size());
        return new Pair(encounters, forgotten, next, List.copyOf(kept));
    }
}
