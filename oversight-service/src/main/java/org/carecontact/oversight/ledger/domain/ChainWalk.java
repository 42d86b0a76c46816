package org.carecontact.oversight.ledger.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carecontact.oversight.ledger.domain.Fault.Reason;

/** Follows one chain from its first block and computes every hash itself. */
public final class ChainWalk {

    private static final int MOST_HOLES = 1_000;

    private final ChainId chain;
    private Head head;
    private long first = -1;
    private long entries;
    private long absentOffsets;
    private final List<Hole> holes = new ArrayList<>();

    public ChainWalk(ChainId chain) {
        this.chain = chain;
        this.head = Head.genesis(chain);
    }

    /** Takes the next block; returns its fault, if there is one. */
    public Optional<Fault> step(Block block) {
        if (!block.chain().equals(chain) || block.number() != head.number() + 1) {
            return Optional.of(fault(Reason.MALFORMED));
        }
        if (!block.previous().equals(head.hash()) || block.from() <= head.to()) {
            return Optional.of(fault(Reason.UNTIED));
        }
        if (!CanonicalForm.hash(block).equals(block.hash())) {
            return Optional.of(fault(Reason.ALTERED));
        }
        long last = head.to();
        for (Entry entry : block.entries()) {
            if (entry.offset() <= last) {
                return Optional.of(fault(Reason.UNTIED));
            }
            if (entry.offset() > last + 1) {
                absentOffsets += entry.offset() - last - 1;
                if (holes.size() < MOST_HOLES) {
                    holes.add(new Hole(chain, last + 1, entry.offset() - 1, block.number()));
                }
            }
            last = entry.offset();
        }
        if (first < 0) {
            first = block.from();
        }
        entries += block.entries().size();
        head = block.head();
        return Optional.empty();
    }

    /** Returns the fault of the block after those walked so far, for this reason. */
    public Fault fault(Reason reason) {
        return Fault.of(chain, head.number() + 1, reason);
    }

    /** Returns the end of the walked part. */
    public Head head() {
        return head;
    }

    public long blocks() {
        return head.number() + 1;
    }

    public long entries() {
        return entries;
    }

    /** Returns the offset that the chain begins with, -1 while it is empty. */
    public long first() {
        return first;
    }

    /** Returns the holes from offset 0 to the end, at most {@value #MOST_HOLES} of them. */
    public List<Hole> holes() {
        return List.copyOf(holes);
    }

    /** Returns the number of offsets in all holes. */
    public long absentOffsets() {
        return absentOffsets;
    }
}
