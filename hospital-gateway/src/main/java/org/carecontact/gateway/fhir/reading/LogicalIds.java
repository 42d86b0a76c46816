package org.carecontact.gateway.fhir.reading;

import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** What the ids of a hospital's FHIR server stand for: numbers of patients, visits and doctors, and whose a schedule is. */
public interface LogicalIds {

    /**
     * The hospital's number; empty while the resource was not told of.
     *
     * @throws Refused when the store is away
     */
    Optional<String> find(String type, String logicalId);

    /**
     * Keeps it; returns when it is durable.
     *
     * @throws Refused when the store is away
     */
    void put(String type, String logicalId, String number);

    /**
     * Keeps it unless something newer is kept, whatever comes first; returns when it is durable.
     *
     * @throws Refused when the store is away
     */
    void putNewest(String type, String logicalId, String number, Instant at);

    /** Keeps them in Mongo. */
    static LogicalIds stored(MongoDatabaseFactory mongo, String hospital) {
        return new StoredIds(mongo, hospital);
    }

    /** Keeps them in memory, for one thread. */
    static LogicalIds remembered() {
        return new RememberedIds(new HashMap<>());
    }
}
