package org.carecontact.gateway.encounters.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.gateway.encounters.domain.Messages.at;
import static org.carecontact.gateway.encounters.domain.Messages.doctor;
import static org.carecontact.gateway.encounters.domain.Messages.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.carecontact.gateway.encounters.domain.Encounter.Known;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Admit;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Cancel;
import org.carecontact.gateway.encounters.domain.EncounterCommand.CancelDischarge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Discharge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Register;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Update;
import org.carecontact.kernel.decider.Decision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnyOrderTest {

    private final EncounterDecider decider = new EncounterDecider();

    static Stream<List<EncounterCommand>> stories() {
        return Stream.of(
                List.of(
                        new Register(doctor(0, "D0001")),
                        new Update(doctor(1, "D0002")),
                        new Admit(doctor(2, "D0003")),
                        new Discharge(doctor(3, "D0003")),
                        new Update(doctor(4, "D0004"))),
                List.of(
                        new Register(at(0)),
                        new Discharge(at(1)),
                        new Admit(at(2)),
                        new Update(doctor(3, "D0009")),
                        new Discharge(doctor(4, "D0009"))),
                List.of(
                        new Register(at(0)),
                        new Cancel(at(1)),
                        new Register(at(2)),
                        new Discharge(at(3)),
                        new Cancel(at(4)),
                        new Update(at(5))),
                // One minute for all: MSH-7 and then MSH-10 decide.
                List.of(
                        new Register(report("m0", 0, 0, Messages.by("D0001"))),
                        new Update(report("m9", 1, 1, Messages.by("D0003"))),
                        new Update(report("m10", 1, 1, Messages.by("D0004"))),
                        new Update(report("m1", 1, 2, Messages.in("surgery"))),
                        new Discharge(report("m2", 1, 3, Messages.silent()))),
                List.of(
                        new Register(at(0)),
                        new Discharge(at(1)),
                        new CancelDischarge(report("m9", 1, 2, Messages.silent())),
                        new Update(report("m3", 3, Messages.silent())),
                        new Discharge(at(4))));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void every_order_of_arrival_with_every_message_repeated_ends_in_the_same_state(List<EncounterCommand> story) {
        Set<Object> ends = new HashSet<>();
        for (List<EncounterCommand> arrival : permutations(story)) {
            Encounter end = arrive(arrive(decider.initial(), arrival), arrival.reversed());
            Told told = ((Known) end).told();
            ends.add(List.of(end.getClass(), told.visit(), told.marks(), told.person(), told.doctors()));
            assertThat(told.heard()).hasSize(story.size());
        }
        assertThat(ends).hasSize(1);
    }

    private Encounter arrive(Encounter encounter, List<EncounterCommand> commands) {
        for (EncounterCommand command : commands) {
            if (decider.decide(encounter, command)
                    instanceof Decision.Accepted<EncounterEvent, EncounterRejection>(var events)) {
                for (EncounterEvent event : events) {
                    encounter = decider.evolve(encounter, event);
                }
            }
        }
        return encounter;
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
}
