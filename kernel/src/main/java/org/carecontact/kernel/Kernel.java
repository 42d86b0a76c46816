package org.carecontact.kernel;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Applied.Touched;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.WritePath;

/** The one place of a service to get stores and inboxes from. */
public final class Kernel {

    private final WritePath path;
    private final ParkedRecords parked;

    Kernel(WritePath path, ParkedRecords parked) {
        this.path = path;
        this.parked = parked;
    }

    /** The store of one kind of aggregate, with its relay and its timers running. */
    public <C, S, E, R> Documents<C, S, E, R> documents(Aggregate<C, S, E, R> aggregate) {
        Documents<C, S, E, R> documents = new Documents<>(aggregate, path);
        path.timers().watch(documents);
        return documents;
    }

    /**
     * Writes batches of Kafka records into a store.
     *
     * @param meaning what a received event means to which documents; empty when nothing
     */
    public <C> Inbox<C> inbox(Documents<C, ?, ?, ?> documents, Function<Received, List<Addressed<C>>> meaning) {
        return inbox(documents, batch -> batch, (received, _) -> meaning.apply(received));
    }

    /**
     * Writes batches of Kafka records into a store; the meaning of a record depends on data that is read for its whole
     * batch.
     *
     * @param prepare reads what the meanings of these events depend on; what it throws has the batch delivered again
     * @param meaning what one of them means to which documents; empty when nothing
     */
    public <C, P> Inbox<C> inbox(
            Documents<C, ?, ?, ?> documents,
            Function<List<Received>, P> prepare,
            BiFunction<Received, P, List<Addressed<C>>> meaning) {
        return inbox(documents, prepare, meaning, _ -> {});
    }

    /**
     * The same, where something is to be done about what a batch left in the store.
     *
     * @param followUp is given the documents that the batch was for, durably stored, also when they were so before:
     *     what it throws, and a crash, have the batch delivered again
     */
    public <C, S, P> Inbox<C> inbox(
            Documents<C, S, ?, ?> documents,
            Function<List<Received>, P> prepare,
            BiFunction<Received, P, List<Addressed<C>>> meaning,
            Consumer<List<Touched<S>>> followUp) {
        return Inbox.of(documents.name(), documents, prepare, meaning, followUp, path.events(), parked, path.meters());
    }

    /**
     * A second inbox of a store.
     *
     * @param name under which its records are parked, as the first one's are under the store's
     */
    public <C, P> Inbox<C> secondInbox(
            String name,
            Documents<C, ?, ?, ?> documents,
            Function<List<Received>, P> prepare,
            BiFunction<Received, P, List<Addressed<C>>> meaning) {
        return Inbox.of(name, documents, prepare, meaning, _ -> {}, path.events(), parked, path.meters());
    }

    /** The service's clock, in whole milliseconds as Mongo keeps them. */
    public Clock clock() {
        return path.clock();
    }

    public MongoDatabase database() {
        return path.database();
    }

    public EventCodec events() {
        return path.events();
    }
}
