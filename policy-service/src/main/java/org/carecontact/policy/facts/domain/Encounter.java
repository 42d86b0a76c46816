package org.carecontact.policy.facts.domain;

import java.time.Instant;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/**
 * An encounter of this patient with this doctor.
 *
 * @param visit the hospital's visit number
 * @param sequence number of the hospital's event that said so; a lower one is older news
 */
public record Encounter(
        VisitId visit,
        long sequence,
        Kind kind,
        Status status,
        AgeBand ageBand,
        String department,
        Instant changedAt,
        @Nullable Instant finishedAt) {

    /** FHIR v3-ActCode. */
    public enum Kind {
        AMB,
        IMP,
        VR,
        EMER,
        UNKNOWN
    }

    public enum Status {
        IN_PROGRESS,
        FINISHED,
        CANCELLED,
        UNKNOWN
    }

    /** The same of a patient of this age. */
    public Encounter aged(AgeBand band) {
        return new Encounter(visit, sequence, kind, status, band, department, changedAt, finishedAt);
    }

    /** Returns when it ended, or when the last event about it came. */
    Instant lastSeen() {
        return finishedAt != null ? finishedAt : changedAt;
    }

    /** Returns whether it is not known to be over. */
    public boolean open() {
        return status == Status.IN_PROGRESS || status == Status.UNKNOWN;
    }
}
