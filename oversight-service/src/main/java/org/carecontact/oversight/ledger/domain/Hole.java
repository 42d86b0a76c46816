package org.carecontact.oversight.ledger.domain;

/**
 * Offsets that the ledger never got, though it has later ones. Kafka itself leaves none, because no producer here uses
 * transactions.
 *
 * @param from the first offset that is missing
 * @param to the last one
 * @param block the number of the block behind the hole
 */
public record Hole(ChainId chain, long from, long to, long block) {

    public Hole {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a hole has at least one offset");
        }
    }

    /** Returns the name that explanations use: {@code carecontact.requests/3/17-19}. */
    public String name() {
        return chain.topic() + "/" + chain.partition() + "/" + from + "-" + to;
    }
}
