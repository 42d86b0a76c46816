package org.carecontact.policy.rules.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.jspecify.annotations.Nullable;

/** Finds the moment at which the doctor may be asked. */
final class Delivery {

    /** A request is not held back for longer than this; its answer would come too late. */
    static final Duration LONGEST_HOLD = Duration.ofDays(14);

    private Delivery() {}

    /**
     * Returns the first moment, now or later, within the hours at which the doctor may be disturbed.
     *
     * @param hours null for all times
     * @param undisturbed the kinds of slots in which nobody asks the doctor
     * @return empty when that is too late
     */
    static Optional<Instant> first(
            Facts facts, @Nullable Hospital hospital, @Nullable Hours hours, Set<Slot.Kind> undisturbed) {
        Instant moment = facts.now();
        Instant limit = facts.now().plus(LONGEST_HOLD);
        boolean moved = true;
        while (moved && !moment.isAfter(limit)) {
            moved = false;
            for (Slot slot : facts.doctor().busy()) {
                if (undisturbed.contains(slot.kind()) && slot.covers(moment)) {
                    moment = slot.to();
                    moved = true;
                }
            }
            if (hours != null && hospital != null) {
                Instant open = hours.next(moment, hospital.zone());
                moved |= !open.equals(moment);
                moment = open;
            }
        }
        return moment.isAfter(limit) ? Optional.empty() : Optional.of(moment);
    }
}
