package org.carecontact.request.pairs.domain;

import java.util.Comparator;
import org.carecontact.schemas.ids.PairId;

/**
 * Which of several live pairs of one person and one doctor stays, the first in this order: a contact before an open
 * request, then the survivor's own, then the older request.
 *
 * @param own the survivor's own pair
 */
public record Precedence(PairId own) implements Comparator<Pair.Known> {

    @Override
    public int compare(Pair.Known one, Pair.Known other) {
        return Comparator.comparing((Pair.Known pair) -> !(pair instanceof Pair.InContact))
                .thenComparing(pair -> !pair.request().id().pair().equals(own))
                .thenComparing(pair -> pair.request().submittedAt())
                .thenComparing(pair -> pair.request().id().toString())
                .compare(one, other);
    }
}
