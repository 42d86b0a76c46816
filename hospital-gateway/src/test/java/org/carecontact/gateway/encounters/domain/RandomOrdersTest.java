package org.carecontact.gateway.encounters.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.carecontact.gateway.encounters.domain.Encounter.Known;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Admit;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Cancel;
import org.carecontact.gateway.encounters.domain.EncounterCommand.CancelDischarge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Discharge;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Register;
import org.carecontact.gateway.encounters.domain.EncounterCommand.Update;
import org.carecontact.kernel.decider.Decision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Up to five messages of a visit, drawn by a seed, in every order of arrival and with repetitions. */
class RandomOrdersTest {

    private static final int STORIES = 150;

    private final EncounterDecider decider = new EncounterDecider();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_order_of_arrival_ends_in_one_state(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < STORIES; i++) {
            List<EncounterCommand> story = story(random);
            Set<Object> ends = new HashSet<>();
            for (List<EncounterCommand> arrival : orders(story, random)) {
                Told told = ((Known) arrive(arrival)).told();
                ends.add(List.of(
                        Encounter.of(told).getClass(), told.visit(), told.marks(), told.doctors(), told.newest()));
            }
            assertThat(ends).as("seed %d, story %d: %s", seed, i, story).hasSize(1);
        }
    }

    /** Times fall together often: minutes from a small range, for the event and for the sending. */
    private static List<EncounterCommand> story(Random random) {
        List<EncounterCommand> story = new ArrayList<>();
        int length = 2 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            Visit said = random.nextInt(4) == 0
                    ? Messages.silent()
                    : random.nextBoolean()
                            ? Messages.by("D000" + random.nextInt(4))
                            : Messages.in("dept" + random.nextInt(3));
            Report report = Messages.report("m" + i, random.nextInt(4), random.nextInt(4), said);
            story.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new Register(random.nextBoolean() ? Messages.presumed(report, 9) : report);
                        case 1 -> new Admit(report);
                        case 2 -> new Discharge(report);
                        case 3 -> new Cancel(report);
                        case 4 -> new CancelDischarge(report);
                        default -> new Update(report);
                    });
        }
        return story;
    }

    private static List<List<EncounterCommand>> orders(List<EncounterCommand> story, Random random) {
        List<List<EncounterCommand>> orders = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<EncounterCommand> order = new ArrayList<>(story);
            Collections.shuffle(order, random);
            order.add(random.nextInt(order.size()), story.get(random.nextInt(story.size())));
            orders.add(order);
        }
        return orders;
    }

    private Encounter arrive(List<EncounterCommand> commands) {
        Encounter encounter = decider.initial();
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
}
