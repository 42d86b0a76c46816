package org.carecontact.oversight.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.oversight.ledger.domain.Entries.NOON;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.carecontact.oversight.figures.domain.Figures;
import org.carecontact.oversight.ledger.BlockDocuments;
import org.carecontact.oversight.ledger.Blocks;
import org.carecontact.oversight.ledger.domain.Block;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.Summary;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.MongoServers;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

class RequestFactsTest {

    static Stream<Named<Supplier<String>>> servers() {
        return MongoServers.all();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void figures_are_the_same_with_as_little_memory_as_you_like(Supplier<String> server) throws Exception {
        SimpleMongoClientDatabaseFactory mongo = new SimpleMongoClientDatabaseFactory(server.get());
        try {
            Blocks blocks = new Blocks(mongo);
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                entries.add(entry(2L * i, "p" + i + "-1", "ContactRequestSubmitted"));
                entries.add(entry(2L * i + 1, "p" + i + "-1", "ContactGranted"));
            }
            blocks.collection()
                    .insertOne(BlockDocuments.document(
                            Block.after(Head.genesis(new ChainId(Topics.REQUESTS, 0)), NOON, entries)));
            RequestFacts facts = new RequestFacts(blocks);

            for (int most : List.of(1000, 40, 39, 7, 3)) {
                Figures figures = facts.figures(Optional.of("tongren"), Instant.EPOCH, most);
                assertThat(figures.total().submitted()).isEqualTo(40);
                assertThat(figures.total().granted()).isEqualTo(40);
            }
            assertThat(facts.figures(Optional.of("meiyan"), Instant.EPOCH, 10)
                            .total()
                            .submitted())
                    .isZero();
        } finally {
            mongo.destroy();
        }
    }

    private static Entry entry(long offset, String request, String type) {
        Summary summary =
                new Summary("tongren", request, "GRANTED", List.of(), List.of(), null, null, "CHRONIC_CARE", NOON);
        return new Entry(offset, null, type, "pair", null, null, null, NOON.plusMillis(offset), null, summary);
    }
}
