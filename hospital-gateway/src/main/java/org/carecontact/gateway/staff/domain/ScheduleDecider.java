package org.carecontact.gateway.staff.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carecontact.gateway.staff.domain.Schedule.Known;
import org.carecontact.gateway.staff.domain.Schedule.Unheard;
import org.carecontact.gateway.staff.domain.ScheduleEvent.ScheduleChanged;
import org.carecontact.gateway.staff.domain.ScheduleEvent.ScheduleNoted;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/**
 * Of each thing of a slot the newest word counts, whatever came first. What ended more than seven days before the newest
 * message is dropped, and so is the earliest of more than 2000 slots.
 */
public final class ScheduleDecider implements Decider<TellSlot, Schedule, ScheduleEvent, StaffRejection> {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int MOST = 2000;

    @Override
    public Schedule initial() {
        return new Unheard();
    }

    @Override
    public Decision<ScheduleEvent, StaffRejection> decide(Schedule schedule, TellSlot command) {
        return switch (schedule) {
            case Unheard _ -> told(new Known(command.hospital(), command.doctor(), List.of(), Instant.EPOCH), command);
            case Known known -> told(known, command);
        };
    }

    @Override
    public Schedule evolve(Schedule schedule, ScheduleEvent event) {
        return event.now();
    }

    private static Decision<ScheduleEvent, StaffRejection> told(Known before, TellSlot command) {
        Slot slot = before.slot(command.slot())
                .orElseGet(() -> Slot.unheard(command.slot()))
                .and(command.words(), command.by());
        List<Slot> slots = new ArrayList<>(before.slots());
        slots.removeIf(one -> one.number().equals(slot.number()));
        slots.add(slot);
        Instant newest = before.newest().isAfter(command.by().at())
                ? before.newest()
                : command.by().at();
        Known now = new Known(before.hospital(), before.doctor(), kept(slots, newest), newest);
        if (now.equals(before)) {
            return Decision.accept();
        }
        // What is only too old now is nobody's news.
        return Decision.accept(
                visible(now.slots()).equals(visible(kept(before.slots(), newest)))
                        ? new ScheduleNoted(now)
                        : new ScheduleChanged(now));
    }

    private static List<Slot> kept(List<Slot> slots, Instant newest) {
        List<Slot> kept = new ArrayList<>(slots);
        kept.removeIf(slot -> slot.endedBefore(newest.minus(KEPT)));
        if (kept.size() > MOST) {
            kept.sort(Comparator.comparing(ScheduleDecider::end));
            kept.subList(0, kept.size() - MOST).clear();
        }
        kept.sort(Comparator.comparing(Slot::number));
        return kept;
    }

    private static Instant end(Slot slot) {
        SlotTime time = Said.value(slot.time());
        return time == null ? Instant.MAX : time.to();
    }

    /** What others are told of a slot; of a slot and the appointment in it, once. */
    private record Visible(SlotKind kind, SlotTime time) {}

    private static Set<Visible> visible(List<Slot> slots) {
        Set<Visible> visible = new HashSet<>();
        for (Slot slot : slots) {
            SlotTime time = slot.takesPlace();
            if (time != null) {
                visible.add(new Visible(slot.kindOrClinic(), time));
            }
        }
        return visible;
    }
}
