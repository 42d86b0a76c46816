package org.carecontact.gateway.encounters;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterDecider;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.ids.VisitId;

/** Stores one document per visit, with everything that messages said of the visit. */
public final class EncounterAggregate
        implements Aggregate<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> {

    private final EncounterDecider decider = new EncounterDecider();

    /** Returns the id of a visit's document. */
    public static String id(String hospital, VisitId visit) {
        return hospital + ":" + visit.encoded();
    }

    @Override
    public String collection() {
        return "encounters";
    }

    @Override
    public Class<Encounter> stateType() {
        return Encounter.class;
    }

    @Override
    public Decider<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(EncounterEvent event, Encounter after) {
        return EncounterEventMapper.outgoing(event);
    }

    /** Visits wait for nothing but their hospital's messages. */
    @Override
    public Optional<Due> due(Encounter state) {
        return Optional.empty();
    }

    @Override
    public EncounterCommand elapsed(String dueKind, Instant now) {
        throw new IllegalStateException("a visit has no time limit");
    }
}
