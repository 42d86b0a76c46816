package org.carecontact.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.bson.Document;
import org.carecontact.kernel.Tally.Command.Add;
import org.carecontact.kernel.relay.Relay;
import org.carecontact.testsupport.ChildJvm;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.Installation;
import org.junit.jupiter.api.Test;

/** A process of its own dies between two lines of the write path; another one takes over. */
class CrashTest {

    private static final int WRITES = 3;

    @Test
    void dying_between_the_write_and_the_publication_loses_no_event() throws Exception {
        assertTakenOver("before-publication", 0);
    }

    @Test
    void dying_between_the_publication_and_the_clearing_repeats_events_with_their_old_numbers() throws Exception {
        assertTakenOver("before-clearing", WRITES);
    }

    private static void assertTakenOver(String death, int publishedBefore) throws Exception {
        String uri = Rig.freshDatabase();
        String id = UUID.randomUUID().toString();
        Rig.prepare();
        assertThat(dieIn(death, uri, id)).isEqualTo(137);
        assertThat(Rig.published(id)).hasSize(publishedBefore);

        assertThat(left(uri, id).getList("outbox", Document.class)).isNotEmpty();
        try (Rig _ = Rig.on(uri)) {
            Eventually.passes(() -> {
                assertThat(Rig.inOrder(Rig.published(id)))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, WRITES).boxed().toList());
                assertThat(left(uri, id)).doesNotContainKey("owedSince");
                assertThat(left(uri, id).getList("outbox", Document.class)).isEmpty();
            });
        }
    }

    /** The document as it lies there, read by nobody who would relay it. */
    private static Document left(String uri, String id) {
        try (MongoClient client = MongoClients.create(uri)) {
            String database = Objects.requireNonNull(new ConnectionString(uri).getDatabase());
            return Objects.requireNonNull(client.getDatabase(database)
                    .getCollection("tallies")
                    .find(new Document("_id", id))
                    .first());
        }
    }

    private static int dieIn(String death, String mongoUri, String id) throws Exception {
        Installation parts = Installation.shared();
        try (ChildJvm doomed =
                ChildJvm.start(Doomed.class, death, mongoUri, id, parts.bootstrapServers(), parts.registryUrl())) {
            assertThat(doomed.process().waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            return doomed.process().exitValue();
        }
    }

    /** Writes a few events and halts at the given point, as a kill -9 would. */
    static final class Doomed {

        private Doomed() {}

        public static void main(String[] args) throws InterruptedException {
            String death = args[0];
            System.out.println("ready");
            System.setOut(System.err); // nobody reads more of it
            KafkaProducer<byte[], byte[]> producer = Rig.producer(args[3]);
            List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
            Relay.Publisher publisher = (record, done) -> {
                if (death.equals("before-publication")) {
                    return; // on its way, for ever
                }
                var _ = producer.send(record, (metadata, error) -> {
                    acknowledged.add(metadata.offset());
                    if (acknowledged.size() == WRITES) {
                        Runtime.getRuntime().halt(137);
                    }
                    done.accept(null);
                });
            };
            Rig rig = Rig.foreign(args[1], args[4], publisher);
            for (int i = 0; i < WRITES; i++) {
                rig.tallies.handle("h1", args[2], new Add(1));
            }
            if (death.equals("before-publication")) {
                Runtime.getRuntime().halt(137);
            }
            boolean _ = new CountDownLatch(1).await(30, TimeUnit.SECONDS); // the callback halts first
        }
    }
}
