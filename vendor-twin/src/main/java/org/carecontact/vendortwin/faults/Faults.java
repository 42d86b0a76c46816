package org.carecontact.vendortwin.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.carecontact.vendortwin.world.Vendor;

/** The misbehaviour that is still to come: at most 1 000 orders. */
public final class Faults {

    private static final int MOST = 1_000;
    private static final Set<FaultKind> FOR_VENDORS_THEMSELVES =
            EnumSet.of(FaultKind.NUMBER_CODE, FaultKind.REPORT_CODE, FaultKind.CONTACT_HIDDEN);

    private final Map<String, Fault> waiting = new LinkedHashMap<>();
    private final Map<String, Long> injected = new LinkedHashMap<>();
    private SplittableRandom dice = new SplittableRandom(1);
    private long count;

    /** Makes the shares of the same orders hit the same calls again. */
    public synchronized void seed(long seed) {
        dice = new SplittableRandom(seed);
    }

    /** An id for the next order. */
    public synchronized String nextId() {
        return "f" + ++count;
    }

    public synchronized void order(Fault fault) {
        if (waiting.size() >= MOST) {
            throw new IllegalStateException("there are too many orders");
        }
        waiting.put(fault.id(), fault);
    }

    public synchronized boolean cancel(String id) {
        return waiting.remove(id) != null;
    }

    public synchronized void cancelAll() {
        waiting.clear();
    }

    public synchronized List<Fault> waiting() {
        return List.copyOf(waiting.values());
    }

    /** How often each kind was injected. */
    public synchronized Map<String, Long> injected() {
        return new LinkedHashMap<>(injected);
    }

    /** The one that this call suffers, other than those that a vendor asks for itself. */
    public synchronized Optional<Fault> forCall(Vendor vendor, String call, Collection<String> whom) {
        for (Fault fault : waiting()) {
            if (fault.kind().isOfAnswers()
                    && !FOR_VENDORS_THEMSELVES.contains(fault.kind())
                    && fault.concerns(vendor, call, whom)
                    && hits(fault)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** Whether one of this kind is ordered for this call or push; it stays ordered. */
    public synchronized boolean isOrdered(FaultKind kind, Vendor vendor, String name, String whom) {
        return waiting.values().stream()
                .anyMatch(fault -> fault.kind() == kind && fault.concerns(vendor, name, Set.of(whom)));
    }

    /** The one of this kind that concerns this call and receiver. */
    public synchronized Optional<Fault> of(FaultKind kind, Vendor vendor, String call, String whom) {
        for (Fault fault : waiting()) {
            if (fault.kind() == kind && fault.concerns(vendor, call, Set.of(whom)) && hits(fault)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** All that this push suffers: each has its own dice. */
    public synchronized List<Fault> forPush(Vendor vendor, String push, Collection<String> whom) {
        List<Fault> all = new ArrayList<>();
        for (Fault fault : waiting()) {
            if (!fault.kind().isOfAnswers() && fault.concerns(vendor, push, whom) && hits(fault)) {
                all.add(fault);
            }
        }
        return all;
    }

    private boolean hits(Fault fault) {
        if (fault.share() < 1 && dice.nextDouble() >= fault.share()) {
            return false;
        }
        injected.merge(fault.kind().name(), 1L, Long::sum);
        if (fault.times() == 1) {
            waiting.remove(fault.id());
        } else if (fault.times() > 1) {
            waiting.put(fault.id(), fault.less());
        }
        return true;
    }
}
