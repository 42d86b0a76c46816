package org.carecontact.gateway.staff.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carecontact.schemas.ids.DoctorId;

/** The schedule of one doctor. */
public sealed interface Schedule {

    /** No message was about it yet. */
    record Unheard() implements Schedule {}

    /**
     * Slots by their number.
     *
     * @param newest when the newest message was recorded
     */
    record Known(String hospital, DoctorId doctor, List<Slot> slots, Instant newest) implements Schedule {

        public Known {
            slots = List.copyOf(slots);
        }

        /** Finds a slot, also a cancelled one. */
        public Optional<Slot> slot(String number) {
            return slots.stream().filter(slot -> slot.number().equals(number)).findFirst();
        }
    }
}
