package org.carecontact.oversight.ledger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Summary;
import org.carecontact.schemas.Topics;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** A ledger on a database of its own, for tests of what reads it. */
public final class TestLedger implements AutoCloseable {

    private static final ChainId CHAIN = new ChainId(Topics.REQUESTS, 0);
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private final SimpleMongoClientDatabaseFactory mongo;
    private final Ledger ledger;
    private long offset;

    public TestLedger(String uri) {
        mongo = new SimpleMongoClientDatabaseFactory(uri);
        ledger = new Ledger(new Blocks(mongo), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    public Blocks blocks() {
        return new Blocks(mongo);
    }

    /** One event of each request, so many milliseconds after noon; all were submitted at noon. */
    public void say(String type, List<String> requests, long afterNoon) {
        List<Entry> entries = new ArrayList<>();
        for (String request : requests) {
            entries.add(new Entry(
                    offset++,
                    null,
                    type,
                    null,
                    null,
                    null,
                    null,
                    NOON.plusMillis(afterNoon),
                    null,
                    new Summary("tongren", request, null, List.of(), List.of(), null, null, null, NOON)));
        }
        ledger.append(Map.of(CHAIN, entries));
    }

    @Override
    public void close() throws Exception {
        mongo.destroy();
    }
}
