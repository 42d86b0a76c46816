package org.carecontact.vendortwin.callbacks;

import java.time.Instant;
import java.util.List;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.world.Vendor;

/**
 * What became of one push.
 *
 * @param status the last HTTP status; 0 if there was no answer
 * @param faults those that were injected
 */
public record Delivery(
        String id,
        Vendor vendor,
        String account,
        String name,
        List<String> whom,
        Instant at,
        State state,
        int attempts,
        int status,
        List<FaultKind> faults) {

    /** What became of it. */
    public enum State {
        WAITING,
        TAKEN,
        /** All attempts failed. */
        GIVEN_UP,
        /** It was ordered that it never comes. */
        LOST,
        /** Nobody gave an address. */
        NOWHERE
    }

    Delivery after(int tries, int lastStatus, State became) {
        return new Delivery(id, vendor, account, name, whom, at, became, tries, lastStatus, faults);
    }
}
