package org.carecontact.kernel;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.relay.Relay;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Meters;
import org.carecontact.kernel.timers.Timers;

/** What every aggregate of a service shares; the one place to get a store or an inbox from. */
public final class Kernel {

    private final String service;
    private final MongoDatabase database;
    private final EventCodec events;
    private final Relay relay;
    private final Timers timers;
    private final Meters meters;
    private final ParkedRecords parked;
    private final Clock clock;
    private final List<Documents<?, ?, ?, ?>> stores = new CopyOnWriteArrayList<>();

    Kernel(
            String service,
            MongoDatabase database,
            EventCodec events,
            Relay relay,
            Timers timers,
            Meters meters,
            ParkedRecords parked,
            Clock clock) {
        this.service = service;
        this.database = database;
        this.events = events;
        this.relay = relay;
        this.timers = timers;
        this.meters = meters;
        this.parked = parked;
        this.clock = clock;
    }

    /** The store of one kind of aggregate, with its relay and its timers running. */
    public <C, S, E, R> Documents<C, S, E, R> documents(Aggregate<C, S, E, R> aggregate) {
        Documents<C, S, E, R> documents = new Documents<>(aggregate, this);
        stores.add(documents);
        timers.watch(documents);
        return documents;
    }

    /**
     * Batches of Kafka records into a store.
     *
     * @param meaning what a received event means to which documents; empty when nothing
     */
    public <C> Inbox<C> inbox(Documents<C, ?, ?, ?> documents, Function<Received, List<Addressed<C>>> meaning) {
        Inbox<C> inbox = new Inbox<>(documents, meaning, this);
        parked.replayedBy(inbox);
        return inbox;
    }

    /** The service's clock, in whole milliseconds as Mongo keeps them. */
    public Clock clock() {
        return clock;
    }

    public String service() {
        return service;
    }

    public MongoDatabase database() {
        return database;
    }

    public EventCodec events() {
        return events;
    }

    public Relay relay() {
        return relay;
    }

    public Timers timers() {
        return timers;
    }

    public Meters meters() {
        return meters;
    }

    public ParkedRecords parked() {
        return parked;
    }
}
