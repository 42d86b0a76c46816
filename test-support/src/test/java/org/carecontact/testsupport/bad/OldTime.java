package org.carecontact.testsupport.bad;

import java.time.Instant;
import java.util.Date;

class OldTime {

    Object then = new Date(0);

    /** Allowed: an instant, on its way to the driver. */
    static class Bridge {
        Date then = Date.from(Instant.EPOCH);
        Instant back = then.toInstant();
    }
}
