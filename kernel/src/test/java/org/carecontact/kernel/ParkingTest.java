package org.carecontact.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Test;

class ParkingTest {

    private final String uri = Rig.freshDatabase();
    private final String sick = "sick-" + UUID.randomUUID();
    private final String well = "well-" + UUID.randomUUID();

    @Test
    void a_poison_record_holds_back_its_own_key_and_no_other() {
        try (Rig rig = Rig.on(uri)) {
            Inbox<Tally.Command> inbox = rig.inbox();
            inbox.accept(List.of(
                    rig.incoming(sick, 1, "1", 0),
                    Rig.garbage(sick, 1),
                    rig.incoming(sick, 2, "2", 2),
                    rig.incoming(well, 1, "1", 3)));
            inbox.accept(List.of(rig.incoming(sick, 3, "4", 4), rig.incoming(well, 2, "1", 5)));

            assertThat(rig.total(sick)).isEqualTo(1);
            assertThat(rig.total(well)).isEqualTo(2);
            assertThat(rig.parked.list()).singleElement().satisfies(key -> {
                assertThat(key.key()).isEqualTo(Tally.TOPIC + ":" + sick);
                assertThat(key.records()).isEqualTo(3);
                assertThat(key.reason()).contains("Confluent wire format");
            });
        }
    }

    @Test
    void parked_records_are_replayed_in_order_after_the_poison_is_discarded() {
        try (Rig rig = Rig.on(uri)) {
            Inbox<Tally.Command> inbox = rig.inbox();
            inbox.accept(List.of(Rig.garbage(sick, 1), rig.incoming(sick, 1, "2", 2), rig.incoming(sick, 2, "4", 3)));
            String key = Tally.TOPIC + ":" + sick;

            assertThat(rig.parked.replay("tallies", key).applied()).isZero();
            String first = rig.parked.list().getFirst().record();
            assertThat(rig.parked.discard("tallies", key, first)).isTrue();
            assertThat(rig.parked.discard("tallies", key, first)).isFalse(); // the next one stays
            assertThat(rig.parked.replay("tallies", key)).isEqualTo(new ParkedRecords.Replayed(2, ""));
            assertThat(rig.total(sick)).isEqualTo(6);
            inbox.accept(List.of(rig.incoming(sick, 3, "8", 4)));
            assertThat(rig.total(sick)).isEqualTo(14);
            assertThat(rig.parked.keys()).isZero();
        }
    }

    @Test
    void what_is_parked_while_a_replay_ends_keeps_its_successors_back() throws Exception {
        for (int round = 0; round < 20; round++) {
            String id = sick + round;
            try (Rig rig = Rig.on(uri);
                    ExecutorService executor = Executors.newSingleThreadExecutor()) {
                Inbox<Tally.Command> inbox = rig.inbox();
                inbox.accept(List.of(Rig.garbage(id, 1)));
                String key = Tally.TOPIC + ":" + id;
                rig.parked.discard("tallies", key, rig.parked.list().getFirst().record());
                Future<ParkedRecords.Replayed> replay = executor.submit(() -> rig.parked.replay("tallies", key));
                inbox.accept(List.of(Rig.garbage(id, 2)));
                replay.get();
                boolean waits = rig.parked.list().stream()
                        .anyMatch(parked -> parked.key().equals(key));
                inbox.accept(List.of(rig.incoming(id, 1, "1", 3)));

                assertThat(rig.total(id)).isEqualTo(waits ? 0 : 1);
                rig.parked.list().forEach(parked -> rig.parked.discard("tallies", key, parked.record()));
            }
        }
    }

    @Test
    void a_bug_in_the_rules_parks_from_the_record_that_shows_it() {
        try (Rig rig = Rig.on(uri)) {
            rig.inbox()
                    .accept(List.of(
                            rig.incoming(sick, 1, "1", 0),
                            rig.incoming(sick, 2, "explode", 1),
                            rig.incoming(sick, 3, "4", 2),
                            rig.incoming(well, 1, "1", 3)));
            assertThat(rig.total(sick)).isEqualTo(1);
            assertThat(rig.total(well)).isEqualTo(1);
            assertThat(rig.parked.list())
                    .singleElement()
                    .satisfies(key -> assertThat(key.records()).isEqualTo(2));
        }
    }

    @Test
    void parked_keys_stay_parked_after_a_restart() {
        try (Rig rig = Rig.on(uri)) {
            rig.inbox().accept(List.of(Rig.garbage(sick, 1)));
        }
        try (Rig rig = Rig.on(uri)) {
            rig.inbox().accept(List.of(rig.incoming(sick, 1, "1", 2)));
            assertThat(rig.total(sick)).isZero();
            assertThat(rig.parked.list())
                    .singleElement()
                    .satisfies(key -> assertThat(key.records()).isEqualTo(2));
        }
    }

    @Test
    void the_dead_letter_says_why_and_where_from() {
        try (Rig rig = Rig.on(uri)) {
            rig.inbox().accept(List.of(Rig.garbage(sick, 7)));
            Eventually.passes(() -> assertThat(Topic.of(Rig.DEAD_LETTERS).records(sick))
                    .anySatisfy(letter -> {
                        assertThat(EventCodec.header(letter.headers(), "carecontact_origin"))
                                .isEqualTo(Tally.TOPIC + "/0/7");
                        assertThat(EventCodec.header(letter.headers(), "carecontact_reason"))
                                .contains("wire format");
                    }));
        }
    }
}
