package org.carecontact.oversight.ledger.domain;

/**
 * The end of a chain, to which the next block is tied.
 *
 * @param number of the newest block, -1 while there is none
 * @param to the last offset in the ledger, -1 while there is none
 */
public record Head(ChainId chain, long number, long to, String hash) {

    /** The predecessor that the first block of every chain names. */
    public static final String GENESIS = "0".repeat(64);

    public static Head genesis(ChainId chain) {
        return new Head(chain, -1, -1, GENESIS);
    }
}
