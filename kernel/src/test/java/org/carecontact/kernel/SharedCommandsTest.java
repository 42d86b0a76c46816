package org.carecontact.kernel;

import static java.util.stream.LongStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.carecontact.kernel.Tally.Command.Add;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Reply;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.TcpProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writers whose documents go to the store in one command. */
class SharedCommandsTest {

    private static final int WRITERS = 16;

    private final String id = UUID.randomUUID().toString();
    private final List<String> ids = IntStream.range(0, 5).mapToObj(i -> id + i).toList();

    @ParameterizedTest
    @MethodSource("org.carecontact.testsupport.MongoServers#all")
    void writers_of_the_same_and_of_other_documents_lose_nothing(Supplier<String> mongo) throws Exception {
        String uri = mongo.get();
        try (Rig one = Rig.on(uri);
                Rig two = Rig.on(uri)) {
            one.tallies.together();
            two.tallies.together();
            List<Rig> both = List.of(one, two);
            atOnce(writer -> {
                for (int i = 0; i < 25; i++) {
                    assertThat(both.get(writer % 2)
                                    .tallies
                                    .handle(
                                            "h1",
                                            ids.get((i + writer) % ids.size()),
                                            CommandKey.of("k" + i, "P" + writer, "/add", new byte[0]),
                                            new Add(1),
                                            _ -> ""))
                            .isInstanceOfAny(Reply.Done.class, Reply.Repeated.class);
                }
            });
            assertThat(ids).allSatisfy(each -> assertThat(one.total(each)).isEqualTo(WRITERS * 25 / ids.size()));
            for (String each : ids) {
                Eventually.passes(() -> assertThat(Rig.inOrder(Rig.published(each)))
                        .containsAll(rangeClosed(1, WRITERS * 25 / ids.size())
                                .boxed()
                                .toList())
                        .isSorted());
            }
        }
    }

    @Test
    void another_hospitals_document_in_the_same_command_stays_unseen() throws Exception {
        try (Rig rig = Rig.on(Rig.freshDatabase())) {
            rig.tallies.together();
            rig.tallies.handle("h2", ids.getFirst(), new Add(7));
            atOnce(writer -> {
                for (int i = 0; i < 50; i++) {
                    assertThat(rig.tallies
                                    .find(writer % 2 == 0 ? "h1" : "h2", ids.getFirst())
                                    .isPresent())
                            .isEqualTo(writer % 2 == 1);
                    assertThat(rig.tallies.find("h1", ids.getLast())).isEmpty();
                }
            });
        }
    }

    @Test
    void commands_repeated_through_a_broken_network_count_exactly_once() throws Exception {
        String database = "shared" + id.substring(0, 8);
        URI server = URI.create(Installation.shared().mongoUri(database).split("\\?", 2)[0]);
        AtomicBoolean over = new AtomicBoolean();
        try (TcpProxy proxy = TcpProxy.to(server.getHost(), server.getPort());
                Rig rig = Rig.on("mongodb://127.0.0.1:" + proxy.port() + "/" + database
                        + "?socketTimeoutMS=2000&serverSelectionTimeoutMS=2000")) {
            rig.tallies.together();
            Thread cutter = Thread.ofPlatform().start(() -> {
                for (int cut = 0; cut < 5 && !over.get(); cut++) {
                    int before = total(rig);
                    Eventually.holds(() -> over.get() || total(rig) > before + 20);
                    proxy.cut();
                    proxy.heal();
                }
            });
            atOnce(writer -> {
                for (int i = 0; i < 25; i++) {
                    untilDone(
                            rig,
                            ids.get((i + writer) % ids.size()),
                            CommandKey.of("k" + i, "P" + writer, "/add", new byte[0]));
                }
            });
            over.set(true);
            cutter.join(Eventually.LIMIT);
            assertThat(ids.stream().mapToInt(rig::total).sum()).isEqualTo(WRITERS * 25);
        }
    }

    private int total(Rig rig) {
        while (true) {
            try {
                return ids.stream().mapToInt(rig::total).sum();
            } catch (MongoException _) {
                // it was just cut
            }
        }
    }

    private static void untilDone(Rig rig, String id, CommandKey key) {
        for (int attempt = 0; attempt < 1000; attempt++) {
            try {
                rig.tallies.handle("h1", id, key, new Add(1), sum -> "");
                return;
            } catch (MongoException _) {
                // the outcome is open: repeat with the same key, as a client would
            }
        }
        throw new IllegalStateException("never done");
    }

    private interface Work {
        void of(int writer);
    }

    private static void atOnce(Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Callable<Object>> all = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> (Callable<Object>) () -> {
                        work.of(writer);
                        return "";
                    })
                    .toList();
            for (Future<Object> done : threads.invokeAll(all)) {
                done.get();
            }
        }
    }
}
