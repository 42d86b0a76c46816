package org.carecontact.policy.cases.domain;

import java.time.Instant;
import org.carecontact.policy.cases.domain.Pair.Parties;
import org.carecontact.policy.cases.domain.Pair.TrustSignal;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.schemas.ids.PatientId;

/** The events of a pair. */
public sealed interface PairEvent {

    /** Judged before the signature, only by facts that a consent cannot change. */
    record CasePrechecked(Decided decided) implements PairEvent {}

    /** Judged with the consent signed. */
    record CaseDecided(Decided decided, Signed signed) implements PairEvent {}

    /** Judged by newer facts, and put off for the same reason and as long; not published. */
    record CaseStillDeferred(Decided decided, Signed signed) implements PairEvent {}

    /** Not published: the denied case is judged again from now on. */
    record WatchBegun(Decided decided, Instant until) implements PairEvent {}

    /** What was denied would not be denied now. */
    record GroundFoundGone(Decided decided, Instant at) implements PairEvent {}

    /** Not published: nothing changed for the better in all the time. */
    record WatchEnded(Decided decided) implements PairEvent {}

    /** Not published. */
    record EncounterNoted(Encounter encounter) implements PairEvent {}

    /** Not published. */
    record PartiesNamed(Parties parties) implements PairEvent {}

    /** Not published: it counts from the next decision on. */
    record AgeNoted(AgeBand band) implements PairEvent {}

    /** Not published. */
    record SurvivorNoted(PatientId survivor) implements PairEvent {}

    /** No decision will follow. */
    record CaseClosed(Instant at, boolean misused) implements PairEvent {}

    /** The patient contests a trust signal; it counts neither way from now on. */
    record SignalContested(TrustSignal signal) implements PairEvent {}
}
