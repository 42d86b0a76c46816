package org.carecontact.policy.domain;

import java.time.Instant;

/** What became of a pair. */
public sealed interface PairEvent {

    /** Judged before the signature, by what consent cannot change. */
    record CasePrechecked(Asked asked, Assessment assessment, Instant at) implements PairEvent {}

    /** Judged with the consent signed. */
    record CaseDecided(Asked asked, Signed signed, Assessment assessment, Instant at) implements PairEvent {}

    /** Nobody else's business. */
    record EncounterNoted(Encounter encounter) implements PairEvent {}

    /** No decision will follow. */
    record CaseClosed(Instant at) implements PairEvent {}
}
