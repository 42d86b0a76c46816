package org.carecontact.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.carecontact.kernel.Tally.Command.Add;
import org.carecontact.localparts.Ports;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class WritePathHealthTest {

    private final String database = "health" + UUID.randomUUID().toString().substring(0, 8);
    private final String uri = Installation.shared().mongoUri(database);

    @Test
    void it_is_ready_while_mongo_writes_kafka_answers_and_nothing_is_stuck() {
        try (Rig rig = Rig.on(uri);
                WritePathHealth health = health(rig, Installation.shared().bootstrapServers(), Clock.systemUTC())) {
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void without_kafka_it_is_not() {
        try (Rig rig = Rig.on(uri);
                WritePathHealth health = health(rig, "127.0.0.1:" + Ports.free(), Clock.systemUTC())) {
            assertDown(health.health(), "kafka");
        }
    }

    @Test
    void without_a_write_to_mongo_it_is_not_and_afterwards_it_is_again() throws Exception {
        URI server = URI.create(uri.split("\\?", 2)[0]);
        try (Rig rig = Rig.on(uri);
                TcpProxy proxy = TcpProxy.to(server.getHost(), server.getPort());
                MongoClient client = MongoClients.create(
                        "mongodb://127.0.0.1:" + proxy.port() + "/?serverSelectionTimeoutMS=500&retryWrites=false");
                WritePathHealth health = new WritePathHealth(
                        client.getDatabase(database),
                        kafka(Installation.shared().bootstrapServers()),
                        rig.relay,
                        Clock.systemUTC())) {
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            proxy.cut();
            assertDown(health.health(), "mongo");
            proxy.heal();
            Eventually.passes(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
        }
    }

    @Test
    void with_an_event_that_stays_in_the_relay_it_is_not() {
        AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
        Clock clock = new JumpingClock(jump);
        try (Rig rig = new Rig(uri, (record, done) -> {}, () -> {}, clock, Duration.ofMillis(300));
                WritePathHealth health = health(rig, Installation.shared().bootstrapServers(), clock)) {
            rig.tallies.handle("h1", UUID.randomUUID().toString(), new Add(1));
            Eventually.holds(() -> rig.relay.owed() == 1);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            jump.set(Duration.ofSeconds(90));
            assertDown(health.health(), "relayOwed", "relayOldestSeconds");
        }
    }

    private static WritePathHealth health(Rig rig, String kafka, Clock clock) {
        return new WritePathHealth(rig.database, kafka(kafka), rig.relay, clock);
    }

    private static Map<String, Object> kafka(String bootstrapServers) {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    private static void assertDown(Health health, String... details) {
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsOnlyKeys(details);
    }
}
