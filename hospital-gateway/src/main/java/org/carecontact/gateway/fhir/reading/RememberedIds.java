package org.carecontact.gateway.fhir.reading;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** In memory, for one thread. */
record RememberedIds(Map<String, Kept> kept) implements LogicalIds {

    record Kept(Instant at, String number) {

        private static final Comparator<Kept> AGE =
                Comparator.comparing(Kept::at).thenComparing(Kept::number);

        Kept newest(Kept other) {
            return AGE.compare(this, other) >= 0 ? this : other;
        }
    }

    @Override
    public Optional<String> find(String type, String logicalId) {
        return Optional.ofNullable(kept.get(type + "/" + logicalId)).map(Kept::number);
    }

    @Override
    public void put(String type, String logicalId, String number) {
        kept.put(type + "/" + logicalId, new Kept(Instant.EPOCH, number));
    }

    @Override
    public void putNewest(String type, String logicalId, String number, Instant at) {
        kept.merge(type + "/" + logicalId, new Kept(at, number), Kept::newest);
    }
}
