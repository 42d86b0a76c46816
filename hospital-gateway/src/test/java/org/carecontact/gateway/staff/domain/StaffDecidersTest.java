package org.carecontact.gateway.staff.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.schemas.ids.DepartmentId;
import org.carecontact.schemas.ids.DoctorId;
import org.junit.jupiter.api.Test;

class StaffDecidersTest {

    private static final Instant EIGHT = Instant.parse("2026-11-23T00:00:00Z");
    private static final DoctorId DOCTOR = new DoctorId("D0001");
    private static final DepartmentId DEPARTMENT = new DepartmentId("心内科");

    private final DoctorDecider doctors = new DoctorDecider();
    private final DepartmentDecider departments = new DepartmentDecider();
    private final ScheduleDecider schedules = new ScheduleDecider();

    private static Stamp at(int minute) {
        Instant at = EIGHT.plusSeconds(minute * 60L);
        return new Stamp(at, at, "m" + minute, "HIS|tongren");
    }

    private static DescribeDoctor doctor(int minute, Word<String> name, Word<String> department, Word<Boolean> active) {
        return new DescribeDoctor(
                "tongren", DOCTOR, new DoctorWords(name, Word.absent(), department, active, Word.absent()), at(minute));
    }

    private static DescribeDoctor named(int minute, String name) {
        return doctor(minute, Word.of(name), Word.absent(), Word.absent());
    }

    private static TellSlot slot(int minute, String id, SlotKind kind, int from, int to) {
        return new TellSlot(
                "tongren",
                DOCTOR,
                id,
                new SlotWords(Word.of(kind), Word.of(time(from, to)), Word.of(true)),
                at(minute));
    }

    private static TellSlot cancelled(int minute, String id) {
        return new TellSlot("tongren", DOCTOR, id, SlotWords.CANCELLED, at(minute));
    }

    private static SlotTime time(int fromHour, int toHour) {
        return new SlotTime(EIGHT.plus(Duration.ofHours(fromHour)), EIGHT.plus(Duration.ofHours(toHour)));
    }

    private static <C, S, E> List<E> events(Decider<C, S, E, StaffRejection> decider, S state, C command) {
        return decider.decide(state, command) instanceof Decision.Accepted<E, StaffRejection>(var events)
                ? events
                : List.of();
    }

    private static <C, S, E> S after(Decider<C, S, E, StaffRejection> decider, List<C> commands) {
        S state = decider.initial();
        for (C command : commands) {
            for (E event : events(decider, state, command)) {
                state = decider.evolve(state, event);
            }
        }
        return state;
    }

    private static <C, S, E> void everyOrderEndsAlike(Decider<C, S, E, StaffRejection> decider, List<C> story) {
        Set<S> ends = new HashSet<>();
        for (List<C> arrival : permutations(story)) {
            List<C> twice = new ArrayList<>(arrival);
            twice.addAll(arrival.reversed());
            ends.add(after(decider, twice));
        }
        assertThat(ends).hasSize(1);
    }

    private static <T> List<List<T>> permutations(List<T> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> permutations = new ArrayList<>();
        for (T first : all) {
            List<T> others = new ArrayList<>(all);
            others.remove(first);
            for (List<T> rest : permutations(others)) {
                List<T> one = new ArrayList<>(List.of(first));
                one.addAll(rest);
                permutations.add(one);
            }
        }
        return permutations;
    }

    @Test
    void of_each_thing_of_a_doctor_the_newest_word_counts_whatever_came_first() {
        everyOrderEndsAlike(
                doctors,
                List.of(
                        named(0, "甲"),
                        doctor(1, Word.of("乙"), Word.of("cardiology"), Word.of(true)),
                        named(2, "甲"),
                        doctor(3, Word.absent(), Word.withdrawn(), Word.of(false)),
                        doctor(4, Word.absent(), Word.of("neurology"), Word.absent())));
    }

    @Test
    void a_name_that_a_newer_message_repeated_is_not_replaced_by_one_from_between() {
        Doctor end = after(doctors, List.of(named(0, "甲"), named(2, "甲"), named(1, "乙")));
        assertThat(Said.value(((Doctor.Known) end).facts().name())).isEqualTo("甲");
    }

    @Test
    void what_a_message_leaves_out_stays_and_what_it_withdraws_goes() {
        Doctor.Known known = (Doctor.Known) after(
                doctors,
                List.of(
                        doctor(0, Word.of("甲"), Word.of("cardiology"), Word.absent()),
                        doctor(1, Word.absent(), Word.withdrawn(), Word.absent())));
        assertThat(Said.value(known.facts().name())).isEqualTo("甲");
        assertThat(Said.value(known.facts().department())).isNull();
        assertThat(known.facts().isActive()).isTrue();
    }

    @Test
    void others_hear_of_a_doctor_once_and_of_a_change_only() {
        assertThat(events(doctors, doctors.initial(), named(0, "甲")))
                .singleElement()
                .isInstanceOf(DoctorEvent.DoctorChanged.class);
        Doctor once = after(doctors, List.of(named(0, "甲")));
        assertThat(events(doctors, once, named(0, "甲"))).isEmpty();
        assertThat(events(doctors, once, named(1, "甲"))).singleElement().isInstanceOf(DoctorEvent.DoctorNoted.class);
        assertThat(events(doctors, once, named(1, "乙"))).singleElement().isInstanceOf(DoctorEvent.DoctorChanged.class);
    }

    @Test
    void a_doctor_number_that_changes_is_news() {
        DescribeDoctor one = number(0, "a");
        Doctor once = after(doctors, List.of(one));
        assertThat(events(doctors, once, number(1, "a"))).singleElement().isInstanceOf(DoctorEvent.DoctorNoted.class);
        assertThat(events(doctors, once, number(1, "b"))).singleElement().isInstanceOf(DoctorEvent.DoctorChanged.class);
    }

    private static DescribeDoctor number(int minute, String print) {
        return new DescribeDoctor(
                "tongren",
                DOCTOR,
                new DoctorWords(
                        Word.absent(),
                        Word.absent(),
                        Word.absent(),
                        Word.absent(),
                        Word.of(new Sealed(print, new byte[] {1}))),
                at(minute));
    }

    @Test
    void of_each_thing_of_a_department_the_newest_word_counts_whatever_came_first() {
        everyOrderEndsAlike(
                departments,
                List.of(
                        department(0, Word.of("心内科"), Word.of("010-1"), Word.of(true)),
                        department(1, Word.of("心血管内科"), Word.absent(), Word.absent()),
                        department(2, Word.absent(), Word.withdrawn(), Word.of(false)),
                        department(3, Word.absent(), Word.absent(), Word.of(true))));
    }

    private static DescribeDepartment department(
            int minute, Word<String> name, Word<String> phone, Word<Boolean> active) {
        return new DescribeDepartment("tongren", DEPARTMENT, new DepartmentWords(name, phone, active), at(minute));
    }

    @Test
    void of_each_slot_the_newest_message_counts_whatever_came_first() {
        everyOrderEndsAlike(
                schedules,
                List.of(
                        slot(0, "a", SlotKind.SURGERY, 1, 2),
                        slot(1, "a", SlotKind.SURGERY, 3, 4),
                        cancelled(2, "a"),
                        slot(3, "b", SlotKind.CLINIC, 1, 2),
                        slot(4, "a", SlotKind.CLINIC, 5, 6)));
    }

    @Test
    void a_late_booking_does_not_bring_a_cancelled_slot_back() {
        Schedule.Known known =
                (Schedule.Known) after(schedules, List.of(cancelled(2, "a"), slot(1, "a", SlotKind.CLINIC, 3, 4)));
        assertThat(known.slot("a").orElseThrow().takesPlace()).isNull();
        assertThat(events(schedules, known, slot(0, "a", SlotKind.CLINIC, 3, 4)))
                .isEmpty();
    }

    @Test
    void a_cancelled_slot_is_forgotten_once_it_is_long_past_and_so_is_each_other() {
        int later = 60 * 24 * 8;
        Schedule.Known known = (Schedule.Known) after(
                schedules,
                List.of(
                        slot(0, "past", SlotKind.CLINIC, 1, 2),
                        slot(1, "gone", SlotKind.CLINIC, 1, 2),
                        cancelled(2, "gone"),
                        slot(3, "near", SlotKind.CLINIC, 24 * 6, 24 * 6 + 1),
                        slot(later, "next", SlotKind.CLINIC, 24 * 9, 24 * 9 + 1)));
        assertThat(known.slots()).extracting(Slot::number).containsExactly("near", "next");
        assertThat(events(schedules, known, slot(0, "past", SlotKind.CLINIC, 1, 2)))
                .isEmpty();
    }

    @Test
    void others_hear_only_of_what_they_can_see() {
        Schedule one = after(schedules, List.of(slot(0, "a", SlotKind.CLINIC, 1, 2)));
        assertThat(events(schedules, one, slot(1, "a", SlotKind.CLINIC, 1, 2)))
                .singleElement()
                .isInstanceOf(ScheduleEvent.ScheduleNoted.class);
        assertThat(events(schedules, one, cancelled(1, "b")))
                .singleElement()
                .isInstanceOf(ScheduleEvent.ScheduleNoted.class);
        assertThat(events(schedules, one, cancelled(1, "a")))
                .singleElement()
                .isInstanceOf(ScheduleEvent.ScheduleChanged.class);
    }

    @Test
    void a_schedule_has_an_end() {
        List<TellSlot> many = new ArrayList<>();
        for (int i = 0; i < 2005; i++) {
            many.add(slot(i, "s" + i, SlotKind.CLINIC, i + 100, i + 101));
        }
        Schedule.Known known = (Schedule.Known) after(schedules, many);
        assertThat(known.slots()).hasSize(2000);
        assertThat(known.slot("s0")).isEmpty();
        assertThat(known.slot("s2004")).isPresent();
    }
}
