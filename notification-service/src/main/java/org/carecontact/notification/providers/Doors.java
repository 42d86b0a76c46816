package org.carecontact.notification.providers;

import java.util.Map;
import java.util.Optional;
import org.carecontact.kernel.keys.Digest;

/** The paths at which vendors report; whoever does not know a path's secret finds nothing there. */
public final class Doors {

    private final Map<String, Door> bySecret;

    /** Takes the doors by the hash of their secrets, so that looking one up tells nothing by its time. */
    Doors(Map<String, Door> bySecret) {
        this.bySecret = Map.copyOf(bySecret);
    }

    /** Returns the door behind this secret. */
    public Optional<Door> behind(String secret) {
        return Optional.ofNullable(bySecret.get(Digest.hex(secret)));
    }
}
