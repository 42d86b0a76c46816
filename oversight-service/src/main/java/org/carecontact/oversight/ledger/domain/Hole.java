package org.carecontact.oversight.ledger.domain;

/**
 * Offsets that are missing between two entries of a chain, or before its first.
 *
 * @param from the first missing offset
 * @param to the last missing offset
 * @param before the number of the block that follows the hole or contains it
 */
public record Hole(long from, long to, long before) {

    public long offsets() {
        return to - from + 1;
    }
}
