package org.carecontact.notification.providers;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.carecontact.kernel.keys.Digest;

/** The paths at which vendors report; whoever does not know a path's secret finds nothing there. */
public final class Doors {

    private final Supplier<List<HospitalSettings>> hospitals;

    /** With the settings of all hospitals, asked anew for each call. */
    Doors(Supplier<List<HospitalSettings>> hospitals) {
        this.hospitals = hospitals;
    }

    /** Returns the door behind this secret; it is looked for by its hash, so that the time it takes tells nothing. */
    public Optional<Door> behind(String secret) {
        String hash = Digest.hex(secret);
        return hospitals.get().stream()
                .flatMap(said -> Optional.ofNullable(said.doors().get(hash)).stream())
                .findFirst();
    }
}
