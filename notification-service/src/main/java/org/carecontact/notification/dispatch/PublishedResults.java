package org.carecontact.notification.dispatch;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.schemas.Topics;

/** Knows whether a result can be encoded: the registry must have answered once for the schema of results. */
final class PublishedResults implements BooleanSupplier {

    private final EventCodec events;
    private volatile boolean known;

    PublishedResults(EventCodec events) {
        this.events = events;
    }

    /** Asks the registry by encoding a result, until it has answered once; the codec remembers the schema. */
    @Override
    public boolean getAsBoolean() {
        if (!known) {
            try {
                events.encode(Topics.NOTIFICATIONS, new NotificationsSettled("", "", "", List.of()));
                known = true;
            } catch (RegistryUnavailable e) {
                return false;
            }
        }
        return true;
    }
}
