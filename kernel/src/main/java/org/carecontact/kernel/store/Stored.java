package org.carecontact.kernel.store;

import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.carecontact.kernel.relay.OutboxEntry;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was read.
 *
 * @param version 0 before the first write
 * @param events number of the last published event
 * @param sources highest number applied, per source, oldest first
 * @param outbox events not known to be cleared, by number
 */
public record Stored<S>(
        String id,
        String hospital,
        long version,
        long events,
        S state,
        Map<String, Long> sources,
        List<OutboxEntry> outbox,
        List<Document> answers,
        @Nullable String token) {

    boolean isNew() {
        return version == 0;
    }
}
