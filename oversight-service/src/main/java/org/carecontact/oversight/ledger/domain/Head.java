package org.carecontact.oversight.ledger.domain;

/**
 * The end of a chain, which the next block ties on to.
 *
 * @param number of the newest block, -1 while there is none
 * @param to the last offset in the ledger, -1 while there is none
 */
public record Head(ChainId chain, long number, long to, String hash) {

    /** What the first block of every chain names as its predecessor. */
    public static final String GENESIS = "0".repeat(64);

    public static Head genesis(ChainId chain) {
        return new Head(chain, -1, -1, GENESIS);
    }
}
