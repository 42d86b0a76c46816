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

    /** Where the hospital sends no end, a visit waits for the one that is presumed. */
    @Override
    public Optional<Due> due(Encounter state) {
        return state instanceof Encounter.InProgress(var told)
                        && told.marks().presumedEnd() != null
                        && !told.marks().presumed()
                ? Optional.of(new Due(told.marks().presumedEnd(), "PRESUMED_END"))
                : Optional.empty();
    }

    @Override
    public EncounterCommand elapsed(String dueKind, Instant now) {
        return new EncounterCommand.Presume(now);
    }
}
