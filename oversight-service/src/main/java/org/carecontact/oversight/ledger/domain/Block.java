package org.carecontact.oversight.ledger.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The entries of one batch and partition, tied to the block before it.
 *
 * @param previous hash of the block before, hex
 * @param recordedAt when it was written; whole milliseconds
 * @param entries in the order of their offsets, at least one
 * @param hash SHA-256 over all the rest in {@link CanonicalForm}, hex
 */
public record Block(ChainId chain, long number, String previous, Instant recordedAt, List<Entry> entries, String hash) {

    /** Limits a block to far less than the 16 MiB that a document may have, whatever the records are. */
    static final long LARGEST = 6L << 20;

    public Block {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a block has at least one entry");
        }
    }

    /**
     * Makes the next block, with as many of the entries as one block takes; entries up to the head's offset are left
     * out.
     */
    public static Block after(Head head, Instant recordedAt, List<Entry> arrived) {
        List<Entry> taken = new ArrayList<>();
        long size = 0;
        long to = head.to();
        for (Entry entry : arrived) {
            if (entry.offset() <= to) {
                continue;
            }
            size += CanonicalForm.size(entry);
            if (size > LARGEST && !taken.isEmpty()) {
                break;
            }
            taken.add(entry);
            to = entry.offset();
        }
        Block unsealed = new Block(head.chain(), head.number() + 1, head.hash(), recordedAt, taken, "");
        return new Block(
                unsealed.chain, unsealed.number, unsealed.previous, recordedAt, taken, CanonicalForm.hash(unsealed));
    }

    public long from() {
        return entries.getFirst().offset();
    }

    public long to() {
        return entries.getLast().offset();
    }

    /** Returns the latest time of an event in it. */
    public Instant newest() {
        return entries.stream().map(Entry::at).max(Comparator.naturalOrder()).orElseThrow();
    }

    public Head head() {
        return new Head(chain, number, to(), hash);
    }
}
