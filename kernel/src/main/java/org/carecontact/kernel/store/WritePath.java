package org.carecontact.kernel.store;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.relay.Relay;
import org.carecontact.kernel.timers.Timers;

/**
 * The parts that all stores of one service share.
 *
 * @param service its name, as consent-service
 */
public record WritePath(
        String service,
        MongoDatabase database,
        EventCodec events,
        Relay relay,
        Timers timers,
        Meters meters,
        Clock clock) {}
