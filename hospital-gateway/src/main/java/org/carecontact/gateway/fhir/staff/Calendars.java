package org.carecontact.gateway.fhir.staff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.Texts;
import org.carecontact.gateway.staff.domain.SlotKind;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;

/** Finds whose schedule a slot is in, and whose slot an appointment takes. */
final class Calendars {

    private static final String SCHEDULE = "Schedule";
    private static final String SLOT = "Slot";

    private final References references;
    private final Actors actors;

    Calendars(References references, Actors actors) {
        this.references = references;
        this.actors = actors;
    }

    /** By codes and texts that the feed's dialect names. */
    static Word<SlotKind> kind(Dialect dialect, List<CodeableConcept> said) {
        return Texts.all(said).stream()
                .filter(dialect.appointments()::containsKey)
                .findFirst()
                .map(dialect.appointments()::get)
                .map(Word::of)
                .orElseGet(Word::absent);
    }

    /**
     * Reads a schedule; one that is not in use, as one entered by mistake, is nobody's.
     *
     * @throws Refused when a doctor was never told of
     */
    Calendar of(Schedule schedule, Reading reading) {
        List<CodeableConcept> said = new ArrayList<>(schedule.getServiceType());
        said.addAll(schedule.getServiceCategory());
        Actors.Doctors doctors = actors.among(reading, true);
        for (int i = 0; i < schedule.getActor().size(); i++) {
            doctors.and(schedule.getActor().get(i), "actor[" + i + "]");
        }
        boolean isInUse = !schedule.hasActive() || schedule.getActive();
        return new Calendar(kind(reading.dialect(), said).orNull(), isInUse ? doctors.found() : Set.of());
    }

    /** Empty when the schedule was never told of, or one of its doctors. */
    Optional<Calendar> ofSchedule(Reference reference, Reading reading) {
        Optional<Resource> target = References.target(reference, reading);
        if (target.isEmpty()) {
            return references.told(SCHEDULE, reference).map(Calendar::parse);
        }
        if (!(target.get() instanceof Schedule schedule)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(schedule, reading.quietly()));
        } catch (Refused refused) {
            if (refused.isOutage()) {
                throw refused;
            }
            if (reference.getResource() == schedule && refused.waitsFor() != null) {
                throw refused.at(reading.at("schedule"));
            }
            return Optional.empty();
        }
    }

    /** Empty when the slot was never told of. */
    Optional<Calendar> ofSlot(Reference reference, Reading reading) {
        Optional<Slot> slot = slot(reference, reading);
        return slot.isPresent()
                ? ofSchedule(slot.get().getSchedule(), reading)
                : references.told(SLOT, reference).map(kept -> Calendar.parse(Numbers.rest(kept)));
    }

    /** A slot that is in the same Bundle or contained. */
    static Optional<Slot> slot(Reference reference, Reading reading) {
        return References.target(reference, reading)
                .filter(Slot.class::isInstance)
                .map(Slot.class::cast);
    }
}
