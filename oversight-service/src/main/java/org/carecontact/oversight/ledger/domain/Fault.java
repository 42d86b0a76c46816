package org.carecontact.oversight.ledger.domain;

/** The first block of a chain that differs from the one that was written. */
public record Fault(String topic, int partition, long number, Reason reason) {

    /** The reason of a fault. */
    public enum Reason {
        /** Its hash is not the hash of its content. */
        ALTERED,
        /** The block is missing, though later ones are there. */
        MISSING,
        /** It does not name the hash of the block before it, or repeats its offsets. */
        UNTIED,
        /** It can't be read as a block. */
        MALFORMED,
        /** Nothing follows, though Kafka knows that later records were consumed. */
        TAIL_MISSING,
        /** Offsets before it never came, and nobody has explained why. */
        HOLE,
        /** Its hash is not the one that was witnessed elsewhere. */
        NOT_AS_WITNESSED
    }

    static Fault of(ChainId chain, long number, Reason reason) {
        return new Fault(chain.topic(), chain.partition(), number, reason);
    }
}
