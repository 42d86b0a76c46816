package org.carecontact.request.quotas;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.request.pairs.domain.Slot;
import org.carecontact.schemas.ids.RequestId;

/**
 * The places of one quota and who holds which, as it was read. Taking one is up to the write: the index over
 * {@link #TAKEN} lets no two pairs have the same.
 */
public final class Places {

    /** The field that names of which quotas a pair holds a place. */
    public static final String HELD = "state.held";

    /** The field that names the places that a pair holds. */
    public static final String TAKEN = "state.taken";

    private final Map<Integer, RequestId> holders = new HashMap<>();
    private final Slot.Kind kind;
    private final String span;

    Places(Slot.Kind kind, String span) {
        this.kind = kind;
        this.span = span;
    }

    /** What is stored to look for the places of a pair. */
    public static Map<String, Object> sought(Pair pair) {
        List<Slot> slots = pair.slots();
        if (slots.isEmpty() || !(pair instanceof Pair.Known known)) {
            return Map.of(); // an empty list would be a value too, and so one that only one pair could have
        }
        Request request = known.request();
        List<String> taken = slots.stream()
                .map(slot -> places(slot, request) + "#" + slot.which())
                .toList();
        return Map.of("held", List.copyOf(names(pair)), "taken", taken);
    }

    /** The quotas of which a pair holds places. */
    static Set<String> names(Pair pair) {
        return pair instanceof Pair.Known known
                ? known.slots().stream()
                        .map(slot -> places(slot, known.request()))
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    private static String places(Slot slot, Request request) {
        return Slot.places(slot.kind(), request.hospital(), request.patient(), request.doctor(), slot.span());
    }

    /** Counts what a pair holds of them. */
    void note(Pair pair) {
        if (pair instanceof Pair.Known known) {
            known.slots().stream()
                    .filter(slot -> slot.kind() == kind && slot.span().equals(span))
                    .forEach(slot -> holders.put(
                            slot.which(), new RequestId(known.request().id().pair(), slot.request())));
        }
    }

    Slot.Kind kind() {
        return kind;
    }

    int held() {
        return holders.size();
    }

    /** Counts what others hold of the same kind and span under another number of the same person. */
    int heldBy(List<Pair> others) {
        return (int) others.stream()
                .flatMap(pair -> pair.slots().stream())
                .filter(slot ->
                        kind.ofPatient() && slot.kind() == kind && slot.span().equals(span))
                .count();
    }

    /** Returns the first free one for a request, or the one that it has. */
    Slot take(RequestId request) {
        int which = holders.entrySet().stream()
                .filter(holder -> holder.getValue().equals(request))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> Slot.free(taken()));
        holders.put(which, request);
        return new Slot(kind, span, which, request.number());
    }

    boolean isHeldBy(RequestId request) {
        return holders.containsValue(request);
    }

    private Set<Integer> taken() {
        return new HashSet<>(holders.keySet());
    }
}
