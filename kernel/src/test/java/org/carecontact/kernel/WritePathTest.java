package org.carecontact.kernel;

import static java.util.stream.LongStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.bson.Document;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.kernel.Tally.Command.Add;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.relay.OutboxEntry;
import org.carecontact.kernel.relay.Relay;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Reply;
import org.carecontact.testsupport.Brokers;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.MongoServers;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

// Longer than 300 lines: one failure of the write path after the other.
class WritePathTest {

    private final String id = UUID.randomUUID().toString();

    /** The embedded parts, and where Docker exists MongoDB with Kafka from their own images. */
    static Stream<Arguments> parts() {
        List<Named<Supplier<String>>> mongos = MongoServers.all().toList();
        List<Named<Supplier<String>>> brokers = Brokers.all().toList();
        return IntStream.range(0, mongos.size()).mapToObj(i -> Arguments.of(mongos.get(i), brokers.get(i)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void writers_in_a_race_lose_nothing_and_publish_each_number_in_order(
            Supplier<String> mongo, Supplier<String> broker) throws Exception {
        String kafka = broker.get();
        try (Rig rig = Rig.on(mongo.get(), kafka)) {
            atOnce(8, () -> {
                for (int i = 0; i < 25; i++) {
                    assertThat(rig.tallies.handle("h1", id, new Add(1))).isInstanceOf(Reply.Done.class);
                }
                return null;
            });
            assertThat(rig.total(id)).isEqualTo(200);
            Eventually.passes(() -> assertThat(Rig.inOrder(Rig.published(kafka, id)))
                    .containsExactlyElementsOf(rangeClosed(1, 200).boxed().toList()));
            Eventually.passes(() -> assertNothingOwed(rig));
        }
    }

    @ParameterizedTest
    @MethodSource("parts")
    void two_processes_on_one_document_leave_no_event_unpublished(Supplier<String> mongo, Supplier<String> broker)
            throws Exception {
        String uri = mongo.get();
        String kafka = broker.get();
        try (Rig one = Rig.on(uri, kafka);
                Rig two = Rig.on(uri, kafka)) {
            List<Rig> both = List.of(one, two);
            atOnce(4, () -> {
                for (int i = 0; i < 20; i++) {
                    both.get(i % 2).tallies.handle("h1", id, new Add(1));
                }
                return null;
            });
            Eventually.passes(() -> {
                assertThat(Rig.published(kafka, id))
                        .containsAll(rangeClosed(1, 80).boxed().toList());
                assertThat(Rig.inOrder(Rig.published(kafka, id))).isSorted().endsWith(80L);
            });
            Eventually.passes(() -> assertNothingOwed(one));
        }
    }

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void a_batch_and_commands_on_the_same_documents_lose_no_race(Supplier<String> mongo) throws Exception {
        try (Rig rig = Rig.on(mongo.get())) {
            Inbox<Tally.Command> inbox = rig.inbox();
            List<String> ids = IntStream.range(0, 10).mapToObj(i -> id + i).toList();
            try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
                Future<?> batches = executor.submit(() -> {
                    for (int n = 1; n <= 20; n++) {
                        int number = n;
                        inbox.accept(ids.stream()
                                .map(one -> rig.incoming(one, number, "1", number))
                                .toList());
                    }
                });
                Future<?> commands = executor.submit(() -> {
                    for (int n = 0; n < 20; n++) {
                        ids.forEach(one -> rig.tallies.handle("h1", one, new Add(1)));
                    }
                });
                batches.get();
                commands.get();
            }
            assertThat(ids).allSatisfy(one -> assertThat(rig.total(one)).isEqualTo(40));
        }
    }

    @Test
    void duplicates_and_late_events_change_nothing() {
        try (Rig rig = Rig.on(Rig.freshDatabase())) {
            Inbox<Tally.Command> inbox = rig.inbox();
            inbox.accept(List.of(rig.incoming(id, 1, "1", 0), rig.incoming(id, 3, "10", 1)));
            inbox.accept(List.of(rig.incoming(id, 2, "100", 2), rig.incoming(id, 3, "10", 3)));
            inbox.accept(List.of(rig.incoming(id, 1, "1", 0), rig.incoming(id, 3, "10", 1)));
            assertThat(rig.total(id)).isEqualTo(11);
        }
    }

    @Test
    void a_batch_costs_one_write_per_document() {
        try (Rig rig = Rig.on(Rig.freshDatabase())) {
            Inbox<Tally.Command> inbox = rig.inbox();
            inbox.accept(
                    List.of(rig.incoming(id, 1, "1", 0), rig.incoming(id, 2, "1", 1), rig.incoming(id, 3, "1", 2)));
            assertThat(rig.tallies.find("h1", id).orElseThrow().version()).isEqualTo(1);
        }
    }

    @Test
    void the_same_key_gets_the_first_answer_and_another_body_is_told_apart() {
        try (Rig rig = Rig.on(Rig.freshDatabase())) {
            CommandKey key = CommandKey.of("k", "P1", "/add", new byte[] {1});
            rig.tallies.handle("h1", id, key, new Add(5), sum -> "total " + sum.total());
            rig.tallies.handle("h1", id, new Add(1));
            assertThat(rig.tallies.handle("h1", id, key, new Add(5), sum -> "total " + sum.total()))
                    .isEqualTo(new Reply.Repeated<>("total 5"));
            assertThat(rig.tallies.handle(
                            "h1", id, CommandKey.of("k", "P1", "/add", new byte[] {2}), new Add(7), sum -> ""))
                    .isEqualTo(new Reply.KeyReused<>());
            assertThat(rig.total(id)).isEqualTo(6);
        }
    }

    @Test
    void a_key_is_known_for_a_day_however_many_commands_follow() {
        AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
        JumpingClock clock = new JumpingClock(passed);
        String uri = Rig.freshDatabase();
        try (Rig rig = new Rig(uri, (record, done) -> done.accept(null), () -> {}, clock, Duration.ofMinutes(1))) {
            String large = "x".repeat(4_000);
            for (int i = 0; i < 20; i++) {
                add(rig, "k" + i, large + i);
            }
            assertThat(add(rig, "k19", "")).isEqualTo(new Reply.Repeated<>(large + 19));
            assertThat(add(rig, "k0", "")).isEqualTo(new Reply.KeyExpired<>()); // known, and its answer was too much
            assertThat(rig.total(id)).isEqualTo(20);
            assertThat(answers(rig)).hasSize(20);
            assertThat(answers(rig).stream()
                            .mapToInt(answer -> String.valueOf(answer.get("a")).length())
                            .sum())
                    .isLessThan(40_000);
            passed.set(Duration.ofHours(25));
            assertThat(add(rig, "k0", "anew")).isInstanceOf(Reply.Done.class);
            assertThat(rig.total(id)).isEqualTo(21);
            assertThat(answers(rig)).hasSize(1);
        }
    }

    private Reply<Tally.Sum, Tally.Rejection> add(Rig rig, String key, String answer) {
        return rig.tallies.handle("h1", id, CommandKey.of(key, "P1", "/add", new byte[0]), new Add(1), sum -> answer);
    }

    private List<Document> answers(Rig rig) {
        return rig.tallies.find("h1", id).orElseThrow().answers();
    }

    @Test
    void the_events_of_a_batch_are_decoded_once_prepared_together_and_returned() {
        try (Rig rig = Rig.on(Rig.freshDatabase())) {
            List<List<Received>> prepared = new ArrayList<>();
            Inbox<Tally.Command> inbox = rig.kernel.inbox(
                    rig.tallies,
                    batch -> {
                        prepared.add(batch);
                        return batch.size();
                    },
                    (received, size) -> List.of(new Addressed<>(
                            "h1",
                            received.subject(),
                            received.service(),
                            received.sequence(),
                            List.of(new Add(size)))));
            List<Received> events = inbox.accept(
                    List.of(rig.incoming(id, 1, "1", 0), Rig.garbage("another", 1), rig.incoming(id, 2, "1", 2)));
            assertThat(events).extracting(Received::sequence).containsExactly(1L, 2L);
            assertThat(prepared).hasSize(1);
            assertThat(prepared.getFirst())
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(events);
            assertThat(prepared.getFirst().getFirst()).isSameAs(events.getFirst());
            assertThat(rig.total(id)).isEqualTo(4);
        }
    }

    @Test
    void another_hospital_does_not_see_the_document() {
        try (Rig rig = Rig.on(Rig.freshDatabase())) {
            rig.tallies.handle("h1", id, new Add(5));
            assertThat(rig.tallies.find("h2", id)).isEmpty();
            assertThat(rig.tallies.page("h2", new Document(), null, 10)).isEmpty();
        }
    }

    @Test
    void commands_repeated_through_a_broken_network_count_exactly_once() throws Exception {
        String uri = Installation.shared().mongoUri("cut" + id.substring(0, 8));
        URI server = URI.create(uri.split("\\?", 2)[0]);
        try (TcpProxy proxy = TcpProxy.to(server.getHost(), server.getPort());
                Rig rig = Rig.on("mongodb://127.0.0.1:" + proxy.port() + "/cut" + id.substring(0, 8)
                        + "?socketTimeoutMS=2000&serverSelectionTimeoutMS=2000")) {
            List<Thread> writers = new ArrayList<>();
            for (int w = 0; w < 4; w++) {
                String writer = "P" + w;
                writers.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 50; i++) {
                        untilDone(rig, CommandKey.of("k" + i, writer, "/add", new byte[0]));
                    }
                }));
            }
            for (int cut = 0; cut < 5; cut++) {
                int before = rig.total(id);
                await().atMost(Eventually.LIMIT)
                        .ignoreExceptions()
                        .until(() -> rig.total(id) > before || writers.stream().noneMatch(Thread::isAlive));
                proxy.cut();
                proxy.heal();
            }
            for (Thread writer : writers) {
                writer.join(Eventually.LIMIT);
                assertThat(writer.isAlive()).isFalse();
            }
            assertThat(rig.total(id)).isEqualTo(200);
        }
    }

    @Test
    void an_event_that_fails_holds_back_its_successors_until_it_is_through() {
        ConcurrentHashMap<Long, Boolean> refused = new ConcurrentHashMap<>();
        AtomicInteger tried = new AtomicInteger();
        refused.put(2L, true);
        List<Long> arrived = java.util.Collections.synchronizedList(new ArrayList<>());
        Relay.Publisher publisher = (record, done) -> {
            long number = number(record);
            if (refused.containsKey(number)) {
                tried.incrementAndGet();
                done.accept(new IllegalStateException("not now"));
            } else {
                done.accept(null);
                arrived.add(number); // who sees it there may count on its confirmation
            }
        };
        try (Rig rig = Rig.on(Rig.freshDatabase(), publisher)) {
            rig.tallies.handle("h1", id, new Add(1));
            Eventually.holds(() -> arrived.contains(1L));
            rig.tallies.handle("h1", id, new Add(1));
            rig.tallies.handle("h1", id, new Add(1));
            Eventually.holds(() -> tried.get() > 3); // the second one again and again
            rig.relay.sweep(Duration.ZERO);
            assertThat(arrived).containsExactly(1L);
            assertThat(rig.tallies.find("h1", id).orElseThrow().outbox())
                    .extracting(OutboxEntry::number)
                    .contains(2L, 3L);
            refused.clear();
            Eventually.passes(() -> {
                assertThat(arrived).containsExactly(1L, 2L, 3L);
                assertNothingOwed(rig);
            });
        }
    }

    @Test
    void what_is_confirmed_and_not_cleared_yet_is_not_sent_again() {
        List<Long> arrived = java.util.Collections.synchronizedList(new ArrayList<>());
        Relay.Publisher publisher = (record, done) -> {
            done.accept(null);
            arrived.add(number(record));
        };
        String uri = Rig.freshDatabase();
        try (Rig rig = new Rig(uri, publisher, () -> {}, Clock.systemUTC(), Duration.ofMinutes(1))) {
            rig.tallies.handle("h1", id, new Add(1));
            Eventually.holds(() -> arrived.contains(1L));
            rig.relay.sweep(Duration.ZERO);
            rig.tallies.handle("h1", id, new Add(1)); // goes out behind what the sweep sends
            Eventually.holds(() -> arrived.contains(2L));
            assertThat(arrived).containsExactly(1L, 2L);
        }
    }

    @Test
    void what_is_confirmed_is_cleared_with_the_next_write() {
        List<Long> arrived = java.util.Collections.synchronizedList(new ArrayList<>());
        Relay.Publisher publisher = (record, done) -> {
            done.accept(null);
            arrived.add(number(record));
        };
        try (Rig rig = Rig.on(Rig.freshDatabase(), publisher)) {
            for (long i = 1; i <= 3; i++) {
                long number = i;
                rig.tallies.handle("h1", id, new Add(1));
                Eventually.holds(() -> arrived.contains(number));
                assertThat(rig.tallies.find("h1", id).orElseThrow().outbox()).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void an_event_says_what_it_is_and_continues_the_trace_of_what_caused_it() {
        List<ProducerRecord<byte[], byte[]>> sent = java.util.Collections.synchronizedList(new ArrayList<>());
        Relay.Publisher publisher = (record, done) -> {
            sent.add(record);
            done.accept(null);
        };
        String trace = "0af7651916cd43dd8448eb211c80319c";
        try (Rig rig = Rig.on(Rig.freshDatabase(), publisher)) {
            rig.inbox().accept(List.of(rig.incoming(id, 1, "1", 0, "00-" + trace + "-b7ad6b7169203331-01")));
            Eventually.holds(() -> sent.size() == 1);
            Headers headers = sent.getFirst().headers();
            assertThat(EventCodec.header(headers, "ce_specversion")).isEqualTo("1.0");
            assertThat(EventCodec.header(headers, "ce_id")).isEqualTo(id + "/1");
            assertThat(EventCodec.header(headers, "ce_type")).isEqualTo(NotificationsSettled.SCHEMA$.getFullName());
            assertThat(EventCodec.header(headers, "ce_source")).isEqualTo("/carecontact/tally-service/h1");
            assertThat(EventCodec.header(headers, "ce_subject")).isEqualTo(id);
            assertThat(EventCodec.header(headers, "ce_time")).isNotEmpty();
            assertThat(EventCodec.header(headers, "traceparent"))
                    .matches("00-" + trace + "-[0-9a-f]{16}-01")
                    .doesNotContain("b7ad6b7169203331");
        }
    }

    private static long number(ProducerRecord<byte[], byte[]> record) {
        return Long.parseLong(String.valueOf(EventCodec.header(record.headers(), "ce_sequence")));
    }

    private void untilDone(Rig rig, CommandKey key) {
        for (int attempt = 0; attempt < 1000; attempt++) {
            try {
                rig.tallies.handle("h1", id, key, new Add(1), sum -> "");
                return;
            } catch (MongoException e) {
                // the outcome is open: repeat with the same key, as a client would
            }
        }
        throw new IllegalStateException("never done");
    }

    private void assertNothingOwed(Rig rig) {
        Document document = rig.database
                .getCollection("tallies")
                .find(new Document("_id", id))
                .first();
        assertThat(document).isNotNull();
        assertThat(document.getList("outbox", Document.class)).isEmpty();
        assertThat(document).doesNotContainKey("owedSince");
    }

    private static void atOnce(int threads, Callable<?> task) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (Future<?> done : executor.invokeAll(IntStream.range(0, threads)
                    .mapToObj(i -> (Callable<Object>) task::call)
                    .toList())) {
                done.get();
            }
        }
    }
}
