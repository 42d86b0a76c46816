package org.carecontact.vendortwin.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboxTest {

    @Test
    void the_oldest_is_forgotten_and_its_receiver_with_it() {
        Inbox inbox = new Inbox();
        inbox.add(item(inbox, "+8614000000000"));
        for (int more = 0; more < 100_000; more++) {
            inbox.add(item(inbox, "+8614000000001"));
        }
        assertThat(inbox.all()).hasSize(100_000);
        assertThat(inbox.of("+8614000000000")).isEmpty();
    }

    @Test
    void the_journal_counts_more_than_it_remembers() {
        Journal journal = new Journal();
        for (int call = 0; call < 20_001; call++) {
            journal.add(new Journal.Entry(Instant.EPOCH, Vendor.ALIYUN, "SendSms", "a", "k", "OK", "ANSWERED"));
        }
        assertThat(journal.all()).hasSize(20_000);
        assertThat(journal.counts()).containsEntry("aliyun SendSms OK", 20_001L);
    }

    @Test
    void ids_of_one_person_differ_between_realms_and_lead_back() {
        People people = new People();
        Person person = people.at("+8614000000002");
        String here = people.alias("o", "app-1", person);
        assertThat(here).hasSize(28).startsWith("o");
        assertThat(people.alias("o", "app-2", person)).isNotEqualTo(here);
        assertThat(people.alias("o", "app-1", person)).isEqualTo(here);
        assertThat(people.byAlias(here)).contains(person);
        assertThat(people.byAlias("oNobody")).isEmpty();
        assertThatThrownBy(() -> people.at("14000000002")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void time_goes_forward_only() {
        TwinClock clock = new TwinClock(Clock.systemUTC());
        Instant before = clock.instant();
        clock.forward(Duration.ofDays(1));
        assertThat(clock.instant()).isAfterOrEqualTo(before.plus(Duration.ofDays(1)));
        assertThat(clock.machineTime()).isBefore(before.plus(Duration.ofHours(1)));
        assertThatThrownBy(() -> clock.forward(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Item item(Inbox inbox, String to) {
        return new Item(
                inbox.nextId(),
                Vendor.ALIYUN,
                "a",
                to,
                "",
                "",
                "",
                "",
                "",
                "",
                Instant.EPOCH,
                Item.State.WAITING,
                "",
                null,
                Map.of());
    }
}
