package org.carecontact.gateway.fhir.staff;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.schemas.ids.DoctorId;
import org.hl7.fhir.r4.model.Reference;

/** Tells the doctors from all others, and from rooms and devices, whose time is planned. */
final class Actors {

    static final String WHO_IS_RIGHT = "A Practitioner that was told of before or is in the same Bundle, or the"
            + " practitioner's identifier, of a type that the feed's dialect names";

    static final Set<String> DOCTORS = Set.of("Practitioner", "PractitionerRole");
    private static final String IN_A_BUNDLE = "urn:";

    private final References references;

    Actors(References references) {
        this.references = references;
    }

    /** The doctors among some actors, while these are read. */
    final class Doctors {

        private final Reading reading;
        private final boolean isStrict;
        private final Set<DoctorId> found = new LinkedHashSet<>();
        private boolean isSomebodyUnknown;

        Doctors(Reading reading, boolean isStrict) {
            this.reading = reading;
            this.isStrict = isStrict;
        }

        /** Adds the actor if it is a doctor. */
        Doctors and(Reference actor, String place) {
            Optional<String> type = References.type(actor, reading);
            boolean isLost = type.isEmpty()
                    && actor.hasReference()
                    && actor.getReference().startsWith(IN_A_BUNDLE);
            if (isLost || type.filter(DOCTORS::contains).isPresent()) {
                Optional<DoctorId> doctor = references.doctor(actor, reading);
                doctor.ifPresent(found::add);
                isSomebodyUnknown |= doctor.isEmpty();
                if (doctor.isEmpty() && isStrict) {
                    throw Refused.notTold(References.awaited(actor, DOCTORS, reading), reading.at(place), WHO_IS_RIGHT);
                }
            } else if (type.isEmpty() && !actor.isEmpty()) {
                isSomebodyUnknown = true;
                reading.warn(place, "A reference that says of which type it is, as type: Practitioner");
            }
            return this;
        }

        Set<DoctorId> found() {
            return found;
        }

        /** Whether there is somebody of whom nobody can say who it is. */
        boolean isSomebodyUnknown() {
            return isSomebodyUnknown;
        }
    }

    /**
     * None yet.
     *
     * @param isStrict whether a doctor who is referred to and was never told of is refused
     */
    Doctors among(Reading reading, boolean isStrict) {
        return new Doctors(reading, isStrict);
    }
}
