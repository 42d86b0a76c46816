package org.carecontact.policy.cases.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.History;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Stage;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/**
 * What policy keeps of one patient and one doctor at one hospital.
 *
 * @param encounters the last twelve, in the order in which they changed
 * @param forgotten older news of visits that are not among them come too late
 * @param past earlier cases, the latest last
 * @param contested trust signals that the patient says are wrong
 * @param parties null until an encounter names them, and in documents that were written before
 * @param age what the hospital last said of the patient's age apart from encounters; null while it said nothing
 * @param survivor the patient's id that remained when the hospital merged it; null while it did not
 */
public record Pair(
        List<Encounter> encounters,
        Instant forgotten,
        CurrentCase current,
        List<PastCase> past,
        List<TrustSignal> contested,
        @Nullable Parties parties,
        @Nullable AgeBand age,
        @Nullable PatientId survivor) {

    static final int KEPT_ENCOUNTERS = 12;
    static final int KEPT_CASES = 12;

    public static final Pair UNKNOWN =
            new Pair(List.of(), Instant.EPOCH, new CurrentCase.NoCase(), List.of(), List.of(), null, null, null);

    /** Who they are. */
    public record Parties(PatientId patient, DoctorId doctor) {}

    /** The trust signals that hospital events tell (P5). */
    public enum TrustSignal {
        ADHERENCE,
        RESTRAINT,
        CONDUCT
    }

    /**
     * A case, the current one or one that another followed.
     *
     * @param closedAt when others ended it; null when nobody did
     */
    public record PastCase(
            Decided decided, boolean misused, @Nullable Instant closedAt) {

        /**
         * Returns whether the doctor, or the doctor's own rules, were asked: a permit is delivered at its time, unless
         * it is over.
         */
        public boolean reachedTheDoctor(Instant now) {
            Assessment assessment = decided.assessment();
            Instant delivery = assessment.earliestDelivery() == null ? decided.at() : assessment.earliestDelivery();
            return decided.facts().stage() == Stage.DECISION
                    && assessment.outcome() == Outcome.PERMIT
                    && !delivery.isAfter(closedAt == null || now.isBefore(closedAt) ? now : closedAt);
        }
    }

    /** The doctor whose news decide the current case again; null when it does not wait for them. */
    public @Nullable DoctorId awaitedDoctor() {
        return switch (current) {
            case CurrentCase.Deferred(var _, var _, var awaited) -> awaited;
            case CurrentCase.Watched(var _, var awaited, var _) -> awaited;
            case CurrentCase.NoCase _, CurrentCase.Prechecked _, CurrentCase.Permitted _, CurrentCase.Closed _ -> null;
        };
    }

    /** Returns the case of a request. */
    public Optional<PastCase> caseOf(RequestId request) {
        return cases().filter(one -> one.decided().asked().request().equals(request))
                .findFirst();
    }

    /** Returns all remembered cases, the current one first. */
    public Stream<PastCase> cases() {
        return Stream.concat(current.asPast().stream(), past.stream());
    }

    /** Returns the history of the pair when this is asked. */
    History history(Asked asked, Instant now) {
        Instant since = now.minus(Duration.ofDays(90));
        List<Decided> others = cases().map(PastCase::decided)
                .filter(other -> other.asked().number() != asked.number()
                        && other.asked().submittedAt().isAfter(since))
                .toList();
        // Nobody shows little restraint by asking again what the rules turned back.
        long allowed = others.stream()
                .filter(other -> other.assessment().outcome() != Outcome.DENY)
                .count();
        boolean missed = encounters.stream()
                .filter(one -> one.kind() != Encounter.Kind.EMER)
                .reduce((one, later) -> later)
                .filter(last -> last.status() == Encounter.Status.CANCELLED)
                .isPresent();
        return new History(
                1 + others.size(),
                signal(TrustSignal.ADHERENCE, missed),
                signal(TrustSignal.RESTRAINT, 1 + allowed > History.RESTRAINED),
                signal(TrustSignal.CONDUCT, cases().anyMatch(PastCase::misused)));
    }

    private History.Signal signal(TrustSignal signal, boolean poor) {
        return contested.contains(signal) ? History.Signal.CONTESTED : poor ? History.Signal.POOR : History.Signal.GOOD;
    }

    /** Returns whether this event about an encounter is new. */
    boolean isNews(Encounter encounter) {
        return encounters.stream()
                .filter(known -> known.visit().equals(encounter.visit()))
                .findFirst()
                .map(known -> known.sequence() < encounter.sequence())
                .orElse(encounter.changedAt().isAfter(forgotten));
    }

    boolean hasFinished(VisitId visit) {
        return encounters.stream()
                .anyMatch(known -> known.visit().equals(visit) && known.status() == Encounter.Status.FINISHED);
    }

    /** An encounter repeats the age of its last message; a birthday may have come since. */
    Pair with(Encounter told) {
        Encounter encounter = age == null ? told : told.aged(age);
        List<Encounter> all = new ArrayList<>(encounters);
        all.removeIf(known -> known.visit().equals(encounter.visit()));
        all.add(encounter);
        all.sort(Comparator.comparing(Encounter::changedAt)
                .thenComparing(one -> one.visit().value()));
        Instant latestForgotten = forgotten;
        while (all.size() > KEPT_ENCOUNTERS) {
            // An encounter that goes on is kept: its end has to be recognised.
            Encounter oldest =
                    all.stream().filter(one -> !one.open()).findFirst().orElse(all.getFirst());
            all.remove(oldest);
            latestForgotten = oldest.changedAt().isAfter(latestForgotten) ? oldest.changedAt() : latestForgotten;
        }
        return new Pair(List.copyOf(all), latestForgotten, current, past, contested, parties, age, survivor);
    }

    Pair of(Parties named) {
        return new Pair(encounters, forgotten, current, past, contested, named, age, survivor);
    }

    Pair aged(AgeBand band) {
        List<Encounter> all = encounters.stream().map(one -> one.aged(band)).toList();
        return new Pair(all, forgotten, current, past, contested, parties, band, survivor);
    }

    Pair carriedTo(PatientId remaining) {
        return new Pair(encounters, forgotten, current, past, contested, parties, age, remaining);
    }

    Pair with(CurrentCase next) {
        return new Pair(encounters, forgotten, next, past, contested, parties, age, survivor);
    }

    Pair contesting(TrustSignal signal) {
        List<TrustSignal> all = new ArrayList<>(contested);
        if (!all.contains(signal)) {
            all.add(signal);
        }
        return new Pair(encounters, forgotten, current, past, List.copyOf(all), parties, age, survivor);
    }

    /** Starts a new case; the one before becomes a past one. */
    Pair followedBy(CurrentCase next) {
        List<PastCase> all = new ArrayList<>(past);
        current.asPast().ifPresent(all::add);
        List<PastCase> kept = all.subList(Math.max(0, all.size() - KEPT_CASES), all.size());
        return new Pair(encounters, forgotten, next, List.copyOf(kept), contested, parties, age, survivor);
    }
}
