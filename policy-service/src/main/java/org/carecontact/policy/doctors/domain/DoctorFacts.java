package org.carecontact.policy.doctors.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.jspecify.annotations.Nullable;

/**
 * What policy knows of a doctor at the moment of a decision.
 *
 * @param active whether the hospital lists the doctor as working; null when it never said
 * @param department as the hospital lists it; null when it never said
 * @param rules the doctor's own
 * @param busy the slots of the schedule
 * @param contacts how many are open, as far as they are counted
 */
public record DoctorFacts(
        @Nullable Boolean active, @Nullable String department, DoctorRules rules, List<Slot> busy, int contacts) {

    /** A doctor about whom no event has come yet. */
    public static final DoctorFacts UNKNOWN = new DoctorFacts(null, null, DoctorRules.NONE, List.of(), 0);

    public boolean optIn() {
        return rules.optIn();
    }

    public boolean operatesOn(Instant day, ZoneId zone) {
        LocalDate date = day.atZone(zone).toLocalDate();
        return busy.stream()
                .filter(slot -> slot.kind() == Slot.Kind.SURGERY)
                .anyMatch(slot -> !slot.from().atZone(zone).toLocalDate().isAfter(date)
                        && !slot.to().minusMillis(1).atZone(zone).toLocalDate().isBefore(date));
    }

    public boolean absentAt(Instant moment) {
        DoctorRules.Absence absence = rules.absence();
        return absence != null && !moment.isBefore(absence.from()) && moment.isBefore(absence.to());
    }

    /** Returns the substitute at that moment; null when nobody substitutes or needs to. */
    public @Nullable String substituteAt(Instant moment) {
        DoctorRules.Absence absence = rules.absence();
        return absence != null && absentAt(moment) ? absence.substitute() : null;
    }

    /** Returns the end of the current absence; null when there is none. */
    public @Nullable Instant backAfter(Instant moment) {
        DoctorRules.Absence absence = rules.absence();
        return absence != null && absentAt(moment) ? absence.to() : null;
    }

    @Nullable
    public Boolean welcomes(@Nullable Scene scene) {
        return scene == null ? null : rules.scenes().isEmpty() || rules.scenes().contains(scene);
    }

    public boolean welcomes(String purpose) {
        return rules.purposes().isEmpty() || rules.purposes().contains(purpose);
    }

    public boolean full() {
        return rules.capacity() != null && contacts >= rules.capacity();
    }
}
