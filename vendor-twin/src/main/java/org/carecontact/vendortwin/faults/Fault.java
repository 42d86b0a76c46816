package org.carecontact.vendortwin.faults;

import java.time.Duration;
import org.carecontact.vendortwin.world.Vendor;
import org.jspecify.annotations.Nullable;

/**
 * Misbehaviour that was ordered.
 *
 * @param vendor null for any
 * @param call the call or push that it concerns; empty for any
 * @param of the number, user, openid or external user that it concerns; empty for anybody
 * @param times how often; 0 for always
 * @param share of the calls or pushes that it hits, 0 to 1
 * @param code of the vendor, for the kinds that have one
 * @param accepted whether the call takes effect, for the kinds where it may or may not
 */
public record Fault(
        String id,
        FaultKind kind,
        @Nullable Vendor vendor,
        String call,
        String of,
        int times,
        double share,
        Duration delay,
        String code,
        boolean accepted) {

    boolean concerns(Vendor whose, String which, java.util.Collection<String> whom) {
        return (vendor == null || vendor == whose)
                && (call.isEmpty() || call.equalsIgnoreCase(which))
                && (of.isEmpty() || whom.contains(of));
    }

    Fault less() {
        return new Fault(id, kind, vendor, call, of, times - 1, share, delay, code, accepted);
    }
}
